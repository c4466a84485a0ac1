import type { Goal } from "../../backend/types.gen";
import { count, percent, plural } from "../format";

/** Everything about models that write: answers in conversations, or texts in a style. */
export const writing = {
  goalTitle: "What should the model learn from these rows?",
  goals: {
    classify: "Sort text into categories",
    tag: "Find several categories",
    chat: "Answer questions",
    continue: "Write in our style",
  } as Record<Goal, string>,
  goalDetail: {
    classify: "Each text has a label",
    tag: "Each text has several labels, or none",
    chat: "Conversations, or questions with their answers",
    continue: "Texts to go on from, as they are",
  } as Record<Goal, string>,
  homeDetail: {
    classify: "“Where is my order?” becomes Delivery. Works for messages, tickets, clauses.",
    tag: "“It came late, and the lid is cracked” becomes Delivery and Damage.",
    chat: "Answers as your experts do. Needs conversations, or questions with answers.",
    continue: "Goes on with a text as yours go on. Needs texts of one kind.",
  } as Record<Goal, string>,
  goalFixed: "As the rows that are there. For another goal, replace them or begin a new project.",
  system: "Instructions for every conversation that has none",
  systemExample: "You are our help desk. Answer briefly and kindly.",
  turns: {
    found: (conversation: string, speaker: string) =>
      `Each row looks like one turn of a conversation: "${conversation}" says of which, "${speaker}" who speaks.`,
    join: "Join them into conversations",
    joined: (conversation: string) => `Rows with the same "${conversation}" are one conversation.`,
    apart: "Keep every row by itself",
    who: "Who answers",
    legend: "Conversations from single turns",
  },
  previewSub: {
    classify: "Which column is the text, and which one is the right answer?",
    tag: "Which column is the text, and which one, or ones, hold its categories?",
    chat: "Which column holds the conversation, or the question and its answer?",
    continue: "Which column holds the texts?",
  } as Record<Goal, string>,
  need: {
    classify: "Say which column is the text",
    tag: "Say which column is the text",
    chat: "Say which column holds the messages, or which are question and answer",
    continue: "Say which column is the text",
  } as Record<Goal, string>,
  role: {
    text: "This is the text",
    label: "This is the label",
    messages: "The conversation",
    prompt: "The question",
    answer: "The answer",
    group: "Keeps together",
    none: "Not used",
  },
  dataFact: (goal: Goal, n: number) =>
    goal === "chat" ? plural(n, "conversation") : plural(n, "text"),
  sampleFact: (n: number, noun: string, lacksModel: boolean) =>
    `${count(n)} ${noun}${lacksModel ? " · needs a model from the internet first" : ""}`,
  sortsNothing: "Its model writes, and sorts nothing",
  question: "Question",
  answer: "Answer",
  conversation: "Conversation",
  passage: "Text",
  roles: { system: "Instructions", user: "Question", assistant: "Answer" },
  showFed: "Show what the model is fed",
  hideFed: "Hide what the model is fed",
  fedDetail: (model: string) => `Exactly as ${model} reads it. What it learns is coloured.`,
  plainTemplate: "This model has no form of its own for conversations, so a plain one is used.",
  marks: "Show the model’s own marks",
  modelsDetail: "Each has read a lot already, and learns to write as your examples do",
  noModel: "Choose a model that writes under Setup first",
  none: "No model that writes is on this computer yet",
  noneDetail: (repo: string) =>
    `Attune sorts out of the box. To write, it needs a language model. A small one that learns on most computers is ${repo}: get it here, once, or open the folder of another one below.`,
  fetch: (name: string) => `Get ${name}`,
  fetching: (done: string, all: string) => `${done} of ${all}`,
  fetchStarting: "Asking the hub",
  perplexity: "Perplexity",
  perplexityTitle: "How surprised by unseen answers",
  unit: "perplexity",
  perplexityTerm: "validation perplexity",
  asItCame: (value: string) => `As it came ${value}`,
  asItCameTitle: "The model as it came, before it learned",
  now: (value: string) => `Now ${value}`,
  perplexitySentence: (now: string, before: string | null) =>
    `Perplexity on unseen examples is ${now}${before ? `; as it came it was ${before}` : ""}.`,
  bestValue: (step: number) => `step ${count(step)}`,
  bestUntuned: "the model as it came",
  samples: "How it answers now",
  samplesDetail: "questions it has never studied",
  resultSub: (n: number) => `Tried on ${plural(n, "example")} that it has never seen.`,
  closer: "Closer to your examples than before: ",
  /** By how much of what it was its perplexity on the exam fell. */
  less: (fall: number) => `${percent(fall)} less surprised`,
  notLess: "Not less surprised",
  notCloser: "No closer to your examples than before",
  measure: "How surprised it is by unseen examples ",
  measureTerm: "(perplexity)",
  went: (from: string, to: string) => ` went from ${from} to ${to}.`,
  range: (low: string, high: string) => `likely between ${low} and ${high}`,
  rangeDetail: "Lower is better. The thin line is the likely range ",
  before: "As it came",
  after: "Yours",
  keptUntuned:
    "Learning did not help, so the model is kept as it came. More examples, or a smaller learning rate, may.",
  keptTuned: (step: number) =>
    `Kept is the version of step ${count(step)}, the best on the mock exam.`,
  formNotFacts:
    "Tuning teaches tone and form better than dependable facts. Talk with it before you rely on it.",
  noExam: "The exam had no rows, so there is no figure. Talk with it instead.",
  pages: { result: "Result", answers: "Side by side", rows: "Unusual rows" },
  answersSub: "What both write to examples of the exam, always the likeliest word.",
  letAnswer: "Let both answer",
  answerAgain: "Ask again",
  answering: "Both are answering",
  answersNone: "Nothing was asked yet. Twenty examples of the exam are put to both models.",
  closed: {
    title: (n: number) => (n === 1 ? "One short answer" : `${n} short answers`),
    exact: (before: number, after: number, n: number) =>
      `Word for word right: ${before} of ${n} before, ${after} of ${n} after.`,
    overlap: (before: string, after: string) =>
      `Words shared with your answer: ${before} before, ${after} after.`,
  },
  repeated: {
    title: (n: number) =>
      n
        ? `${n} ${n === 1 ? "passage" : "passages"} repeated from your examples`
        : "Nothing repeated",
    none: "None of these answers repeats ten words in a row, or personal data, from the examples it learned from.",
    advice:
      "These words stand in an example, and neither in the question nor in the answer you expected. Phrases of your house are harmless. What belongs to one person is not: replace personal data in step 1 and train again.",
    from: (row: number) => `from example ${row}`,
    personal: " · personal data",
  },
  unanswerable: {
    title: "Questions that can’t be answered",
    said: (before: number, after: number, n: number) =>
      `It says that it does not know: ${before} of ${n} before, ${after} of ${n} after.`,
    worse:
      "Your model makes up more than it did. Add examples of questions that can’t be answered, with the answer you would give, and train again.",
    some: "What it makes up sounds as sure as what it knows. Examples of such questions, with the answer you would give, teach it to say so.",
    none: "It should say so, and it does. Read its answers all the same.",
    show: "Show the answers",
    admits: "says so",
    makesUp: "does not",
  },
  expected: "Your example",
  silent: "It wrote nothing.",
  rowsSub: "What surprises it most comes first: often unusual, sometimes wrong in the data.",
  rowsNone: "This run did not note its rows.",
  toTalk: "Talk with it",
  goOn: "Let both go on",
  goOnSub: "Begin a text. Before is the model as it came, After is yours.",
  goOnEmpty: "Begin a text, and see how both go on with it.",
  correct: "Correct this answer",
  correctDetail: "What should it have said? Your words join the examples to learn from.",
  correctKeep: "Add to the examples",
  correctCancel: "Cancel",
  corrected: "Added to the examples. Train again to teach it.",
};
