import { readCampaigns } from "./src/storage/campaign-files.ts";
import { DEFAULT_ORGANISATION } from "./src/campaigns/organisation.ts";
import { CampaignProblem } from "./src/campaigns/fault.ts";
const t=performance.now();
try {
const store = await readCampaigns({ folder: "templates/campaigns", organisation: DEFAULT_ORGANISATION });
console.log(store.list().map(c=>c.campaign.id), performance.now()-t);
const base = { constituency:"Truro and Falmouth", mp:"Alex Baker", party:"Labour", nation:"England", organisation:"Napo", name:"Jo", ownWords:"OWN", held:true, vacant:false, unknown:false, speaker:false, deputy:false, abstains:false };
const flat=(s:string)=>s.split(/\n\s*\n/).map(p=>p.replace(/\s+/g," ").trim()).filter(Boolean).join("\n¶ ");
for (const c of store.list()) {
  console.log("=====", c.campaign.id, [c.subject({...base, reasons:[]})]);
  for (const [k,n] of [["own",2],["",2],["own",0],["",0],["own",1]] as const) {
    const reasons=c.campaign.reasons.toSorted((a,b)=>b.short.length-a.short.length).slice(0,n);
    const b={...base, ownWords:k?"OWN":"", reasons};
    for (const a of n===2&&k?c.campaign.asks:c.campaign.asks.slice(-1)) {
      const v={...b, abstains: a.when?.attribute?.includes("abstains")??false, ask:c.ask(a,b)};
      const p=flat(c.postcard(v)); console.log(`--- card ${k} ${n} words=${p.replaceAll("¶","").replace("OWN","").split(/\s+/).filter(Boolean).length}\n${p}`);
    }
    console.log(`--- letter ${k} ${n}\n`+flat(c.letter({...b, ask:c.ask(c.campaign.asks.at(-1)!,b)})));
  }
}
} catch(e) { if (e instanceof CampaignProblem) console.log(e.faults); else throw e; }
