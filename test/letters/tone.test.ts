import { describe, expect, it } from "vitest";
import { findTone } from "../../src/letters/tone.ts";

describe("capitals are noticed", () => {
  it.each([
    "THIS IS NOT SAFE FOR ANYBODY.",
    "I work in probation. PLEASE LISTEN TO US THIS TIME. Thank you.",
    "NOBODY, BUT NOBODY, KNOWS WHAT WE DO",
    "MAE HYN YN WARTHUS AC YN BERYGLUS.",
    "THE NPS IS NOT SAFE AND THE CRC IS WORSE",
    "ŻADEN Z NAS NIE MOŻE TAK ŻYĆ",
  ])("in “%s”", (text) => {
    expect(findTone(text)).toEqual(["capitals"]);
  });

  it.each([
    "The NPS, CRC, WLMT, SFO, OMiC, TTG and HMPPS are all initials.",
    "NPS CRC WLMT SFO TTG HMPPS PSO PSOs MAPPA OASYS",
    "UNISON NAPO GMB PDU LDU PQIP HDC SCOOP",
    "I am NOT well and I am NEVER home.",
    "STOP THIS NOW.",
    "I. A. B. C. D. E. F.",
    "Last Thursday I had nine appointments and two reports due.",
    "النص العربي ليس له حروف كبيرة",
    "1,000 VACANCIES AND 210%",
    "",
  ])("but not in “%s”", (text) => {
    expect(findTone(text)).toEqual([]);
  });

  it("when most of a text is in capitals, though never five words in a row", () => {
    expect(findTone("HELP us NOW PLEASE before EVERYBODY has LEFT")).toEqual(["capitals"]);
    expect(
      findTone(`HELP us NOW PLEASE before EVERYBODY has LEFT. ${"And so it goes on here. ".repeat(4)}`),
    ).toEqual([]);
  });
});

describe("shouting is noticed", () => {
  it.each([
    "Enough!!!",
    "Enough!!!!!!! Really.",
    "Why?!?!",
    "Help! Help! Help! Help! Help!",
    "No! We cannot! Not now! Not ever! Please! That is all.",
  ])("in “%s”", (text) => {
    expect(findTone(text)).toEqual(["shouting"]);
  });

  it.each([
    "Please help!",
    "Please help!! It matters!",
    "Really?! Yes.",
    "Hello! I work in probation. I like it! It is hard. We need you! Thanks! See you soon.",
    `Hi! Yes! No! So! Oh! ${"I work here. ".repeat(20)}`,
  ])("but not in “%s”", (text) => {
    expect(findTone(text)).toEqual([]);
  });
});

describe("a threat is noticed", () => {
  it.each([
    "Do something, or else!",
    "You had better answer. Or else",
    "Vote against it and you will regret it.",
    "You’ll regret this.",
    "I know where you live.",
    "We know where your family lives, too.",
    "We will make you pay.",
    "I'm going to hurt you.",
    "You will pay for this.",
    "We are coming for you.",
    "You’d better watch your back.",
    "This is your final warning.",
    "You should be shot.",
    "I know where you live, I said.",
    "I know where you live, as I said.",
    "You will regret this. He said nothing.",
    "A man said no. You will pay for this.",
  ])("in “%s”", (text) => {
    expect(findTone(text)).toEqual(["threat"]);
  });

  it.each([
    "He threatened to leave, and I felt threatened.",
    "A man told me that he knows where I live.",
    "A man told me: I know where you live.",
    "He said you will regret this, and I went home afraid.",
    "“I know where you live,” one of them shouted.",
    "'I know where you live,' he said.",
    "A man rang me. I know where you live, he said.",
    "I went home. I will kill you! one of them shouted.",
    "You will regret this, a man told me, and I believed him.",
    "Somebody texted me I will kill you in March.",
    "We must recruit, or else we lose the rest of them.",
    "I will make you a promise, and we will pay for it.",
    "You will regret nothing if you visit us.",
    "We will not vote for you again.",
    "You will pay attention, I hope.",
    "I know where you stand.",
    "I have to watch my back in this job.",
    "This is a final warning letter that I got.",
    "You should be ashamed, and you should be there.",
    "We are coming for your surgery on Friday.",
  ])("but not in “%s”", (text) => {
    expect(findTone(text)).toEqual([]);
  });
});

describe("the tone", () => {
  it("names each thing once, in one order", () => {
    expect(findTone("I KNOW WHERE YOU LIVE!!! YOU WILL PAY FOR THIS!!! YOU WILL REGRET THIS")).toEqual([
      "capitals",
      "shouting",
      "threat",
    ]);
  });

  it.each(["!", "! ", "A ", "or else ", "i will ", " ", "you will ", "?!", "'"])(
    "of five thousand characters of “%s” is read through",
    (piece) => {
      expect(Array.isArray(findTone(piece.repeat(5_000)))).toBe(true);
    },
  );
});
