// One press that leaves out what cannot be printed of everything that a member typed and that a card or a letter shows.
import type { Paper } from "../../paper/paper.ts";
import type { MemberForm } from "./form.ts";

/** The form without the characters that cannot be printed; all else stays as it was typed. */
export function leaveOut(
  { withoutUnprintable }: Pick<Paper, "withoutUnprintable">,
  form: MemberForm,
): MemberForm {
  return {
    ...form,
    ownWords: withoutUnprintable(form.ownWords),
    answers: form.answers.map(withoutUnprintable),
    name: withoutUnprintable(form.name),
    address: withoutUnprintable(form.address),
    salutation: withoutUnprintable(form.salutation),
  };
}

/** Whether the member typed any such character: what the campaign's own words hold is not theirs to leave out. */
export function canLeaveOut({ unprintable }: Pick<Paper, "unprintable">, form: MemberForm): boolean {
  const { ownWords, answers, name, address, salutation } = form;
  return unprintable([ownWords, ...answers, name, address, salutation].join("\n")).length > 0;
}
