// A sentence in each of twenty languages that people in Britain write: [language, text].

export const LANGUAGES: readonly (readonly [string, string])[] = [
  ["English", "We can’t keep people safe on 210% – “really”, we can’t."],
  ["Welsh", "Mae’r gŵr o Lanfair yn gweithio’n rhy galed; ŵyr neb ddim, meddai Siân."],
  ["Scottish Gaelic", "Tha cus obrach ann, agus chan eil ùine againn idir."],
  ["Irish", "Tá an iomarca oibre ann, a dúirt Órfhlaith ó Bhéal Feirste."],
  ["Polish", "Zażółć gęślą jaźń: pracujemy za dużo, a ludzi za mało."],
  ["Romanian", "Știm că munca e prea multă și oamenii prea puțini, zău așa."],
  ["Lithuanian", "Darbo per daug, žmonių per mažai, ąčęėįšųūž."],
  ["Portuguese", "Não há gente que chegue; o coração não aguenta."],
  ["Spanish", "¿Cuánto más? ¡Ya no podemos, señor!"],
  ["French", "Où est l’œuvre promise ? Ça ne suffit plus, hélas."],
  ["German", "Wir können nicht größer träumen, als die Straße lang ist."],
  ["Turkish", "Işık az, iş çok; ağır yük, dağ gibi."],
  ["Yoruba", "Iṣẹ́ pọ̀ jù, àwọn ènìyàn kò tó; ẹ ṣé o."],
  ["Vietnamese", "Công việc quá nhiều, người thì quá ít, thật vất vả."],
  ["Greek", "Η δουλειά είναι πάρα πολλή και οι άνθρωποι λίγοι."],
  ["Ukrainian", "Роботи забагато, а людей замало, їхня доля – в наших руках."],
  ["Arabic", "العمل كثير والناس قليلون"],
  ["Punjabi", "ਕੰਮ ਬਹੁਤ ਹੈ ਤੇ ਲੋਕ ਥੋੜ੍ਹੇ"],
  ["Chinese", "工作太多，人手太少。"],
  ["Somali", "Shaqadu way badan tahay, dadkuna way yar yihiin."],
];
