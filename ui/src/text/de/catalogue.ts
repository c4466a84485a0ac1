/** What the list of recommended models says of each, by its name on the hub. */
export const catalogue: Record<string, { description: string }> = {
  "sentence-transformers/all-MiniLM-L6-v2": {
    description:
      "Klein und schnell, gemacht, um die Bedeutung kurzer englischer Texte zu unterscheiden.",
  },
  "sentence-transformers/all-MiniLM-L12-v2": {
    description: "Doppelt so tief wie das eingebaute Modell, für kurze englische Texte.",
  },
  "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2": {
    description: "Unterscheidet die Bedeutung kurzer Texte in vielen Sprachen, auch in gemischten.",
  },
  "intfloat/multilingual-e5-small": {
    description: "Gemacht, um Texte in vielen Sprachen nach ihrer Bedeutung zu suchen.",
  },
  "BAAI/bge-small-en-v1.5": {
    description: "Gemacht, um englische Texte nach ihrer Bedeutung zu suchen.",
  },
  "google-bert/bert-base-uncased": {
    description:
      "Das Modell, mit dem die meisten anderen verglichen werden; größer und langsamer, Englisch ohne Großbuchstaben.",
  },
  "google-bert/bert-base-german-cased": {
    description: "Hat nur Deutsch gelesen: Enzyklopädie, Gesetze und Nachrichten.",
  },
  "google-bert/bert-base-multilingual-cased": {
    description: "Größer und langsamer; hat die Enzyklopädien vieler Sprachen gelesen.",
  },
  "HuggingFaceTB/SmolLM2-135M-Instruct": {
    description: "Das kleinste: lernt in Minuten einen Ton und kurze Antworten, und weiß wenig.",
  },
  "HuggingFaceTB/SmolLM2-360M-Instruct": {
    description: "Eine Stufe über dem kleinsten, auf einem Laptop noch schnell.",
  },
  "Qwen/Qwen2.5-0.5B-Instruct": { description: "Klein, und in vielen Sprachen zu Hause." },
  "Qwen/Qwen2.5-1.5B-Instruct": {
    description: "Schreibt in vielen Sprachen besser als die kleinen, und braucht viel länger.",
  },
  "Qwen/Qwen3-0.6B": { description: "Klein und neuer, mit vielen Sprachen." },
  "meta-llama/Llama-3.2-1B-Instruct": {
    description:
      "Schreibt flüssig in acht Sprachen; zuerst ist auf dem Hub eine Lizenz anzunehmen.",
  },
  "google/gemma-3-270m-it": {
    description:
      "Gemacht, um auf eine enge Aufgabe abgestimmt zu werden; zuerst ist auf dem Hub eine Lizenz anzunehmen.",
  },
  "google/gemma-3-1b-it": {
    description: "Größer, für Texte vieler Arten; zuerst ist auf dem Hub eine Lizenz anzunehmen.",
  },
  "HuggingFaceTB/SmolLM2-135M": {
    description:
      "Das kleinste, das einen Text so weiterschreibt, wie er begann; ohne Chat-Manieren, die es verlernen müsste.",
  },
  "distilbert/distilgpt2": {
    description: "Alt, klein und schnell; liest höchstens 1.024 Token.",
  },
  "Qwen/Qwen2.5-0.5B": { description: "Schreibt Texte in vielen Sprachen weiter." },
  "openai-community/gpt2": {
    description: "Alt und wohlbekannt; liest höchstens 1.024 Token.",
  },
};
