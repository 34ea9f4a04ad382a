// Lets a document of thousands of pages forget each page once it is written: pdfkit keeps them all to the end.

/** Pages under one branch of the tree of pages. */
const BRANCH = 64;

/**
 * Call `pageDone` after each page: the page is written, hung on a branch of the tree, and what pdfkit held of it and of
 * its texts' structure goes, but for their numbers. Call `done` before the document's own end.
 */
export function slimPdf(doc: PDFKit.PDFDocument): { pageDone(): void; done(): void } {
  const root = doc._root.data.Pages;
  let branch: PDFKit.PDFObjectReference | null = null;
  let kids: PDFKit.PDFObjectReference[] = [];

  function endBranch(): void {
    if (branch === null) return;
    Object.assign(branch.data, { Kids: kids, Count: kids.length });
    write(branch);
    root.data.Kids.push(branch);
    branch = null;
    kids = [];
  }

  return {
    pageDone() {
      const page = root.data.Kids.pop();
      if (page === undefined) throw new Error("paper: there is no page to write");
      branch ??= doc.ref({ Type: "Pages", Parent: root });
      page.data.Parent = branch;
      const { StructParents } = page.data;
      doc.flushPages();
      page.data = {};
      kids.push(page);
      if (typeof StructParents === "number") {
        // The tree may hold the row itself or a reference to it (ISO 32000-1 §7.9.7).
        const tree = doc.getStructParentTree();
        const row = doc.ref(tree.get(StructParents));
        write(row);
        tree.add(StructParents, row);
      }
      if (kids.length === BRANCH) endBranch();
    },
    done: endBranch,
  };
}

function write(reference: PDFKit.PDFObjectReference): void {
  reference.end();
  reference.data = {};
}
