import type { Question } from "../../help/entry";

/** The first answer is the right one; they are shown in another order. */
export const questions: readonly Question[] = [
  {
    ask: "Why start from a ready-made model instead of training one from nothing?",
    answers: [
      "It already knows language, so few examples and little time are enough",
      "A new model is not allowed to see private data",
      "Ready-made models already know your categories",
    ],
    because:
      "The costly part, learning language, is done. Your examples only have to teach your task.",
  },
  {
    ask: "A model gets better on rows it has studied and worse in the mock exam. What is happening?",
    answers: [
      "It is memorising the rows it studies",
      "The learning rate is too small",
      "The mock exam has too many rows",
    ],
    because:
      "It learns the examples by heart. The version before that point is the better one, and it is the one that is kept.",
  },
  {
    ask: "Why must exam rows never be studied?",
    answers: [
      "The score would look better than the model really is",
      "Training would take too long",
      "The computer would run out of memory",
    ],
    because: "Knowing the answers of an exam says nothing about the next one.",
  },
  {
    ask: "Nine of ten messages are “Delivery”. A model that always says “Delivery” is…",
    answers: [
      "right 90 times of 100, and useless",
      "a good model, as 90 of 100 is high",
      "impossible, as a model has to use every category",
    ],
    because:
      "That is why every result stands beside the score of always saying the most frequent category.",
  },
  {
    ask: "Missing a side effect would be bad, a false alarm only costs a minute. Which figure matters most?",
    answers: [
      "Finds, of all such (recall)",
      "Right when it says so (precision)",
      "How far off (loss)",
    ],
    because:
      "Recall says how many of the real cases were found; precision, how many alarms were real.",
  },
  {
    ask: "What is the advantage of a small add-on (LoRA)?",
    answers: [
      "It needs little memory and computing, and leaves the model as it is",
      "It is always more exact than changing everything",
      "It needs no examples",
    ],
    because:
      "Only small new parts learn. Changing everything may be a little more exact, at a higher price.",
  },
  {
    ask: "How does fine-tuning make a model fit your field?",
    answers: [
      "By learning from examples in your field’s own words",
      "By looking things up on the internet",
      "By deleting words it does not need",
    ],
    because: "The words, abbreviations and odd cases of your own data are what it adapts to.",
  },
  {
    ask: "The errors jump up and down during training. What should you try first?",
    answers: ["A smaller learning rate", "More passes over the data", "Another seed"],
    because:
      "Each change was too big, so that the model shot past the goal. Smaller changes settle.",
  },
  {
    ask: "The exam has 20 rows, and 18 were right. What can you expect with new text?",
    answers: ["Roughly 70 to 97 of 100: the exam is small", "Exactly 90 of 100", "Nothing at all"],
    because:
      "Twenty rows are a small sample, so the likely range is wide. More exam rows make it narrower.",
  },
  {
    ask: "An answer is 55% sure. What does Attune do when it sorts a file?",
    answers: [
      "It marks the row, so that a person checks it",
      "It leaves the row out",
      "It asks a bigger model on the internet",
    ],
    because:
      "Rows under 60% get needs_review. Nothing is left out, and nothing leaves the computer.",
  },
];
