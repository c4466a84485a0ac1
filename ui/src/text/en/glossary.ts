import type { Entry } from "../../help/entry";
import type { GroupId, TermId } from "../../help/terms";

export const groups: Record<GroupId, string> = {
  basics: "Models and words",
  data: "Your examples",
  methods: "What may change",
  training: "While it learns",
  results: "How good it is",
  sharing: "Using it",
};

export const terms: Record<TermId, Entry> = {
  pretrained: {
    term: "Pre-trained model",
    also: "base model, foundation model, language model",
    short:
      "A model that has read a great deal of general text before you got it. It knows how language works, but nothing of your categories yet.",
    more: [
      "Reading that much takes many computers and a long time. You start from the result, which is why a few hundred examples of your own can be enough.",
      "Attune brings one such model along, and opens others from a folder. Training never changes the original; what is learned is kept with your project.",
    ],
  },
  finetuning: {
    term: "Fine-tuning",
    also: "tuning, adapting, transfer learning, training",
    short:
      "Going on with the training of a ready-made model, using your own examples, until it does your task. Much quicker and cheaper than building a model from nothing.",
    more: [
      "The model sees an example, guesses, is told how far off it was, and changes a little. After thousands of such small changes it has taken on your way of sorting.",
      "Often only a small part of the model has to change for that. Which part may change is what you choose under Train.",
    ],
  },
  domain: {
    term: "Domain data",
    also: "own data, specialist text, training data",
    short:
      "Text from your own field: its words, abbreviations and odd cases. A model tuned on it fits your work better than one that knows only general text.",
    more: [
      "Examples help most when they look like what will come in later: the same senders, the same length, the same mistakes in typing.",
      "A few hundred well labelled rows beat thousands of careless ones. If two colleagues would label a row differently, the model can’t know better.",
    ],
  },
  weights: {
    term: "Weights",
    also: "parameters, trainable parameters",
    short:
      "The numbers inside a model, often millions of them. They hold all it has learned. Training means changing some of them by tiny amounts.",
    more: [
      "The field also calls them parameters. A model with 22 million of them takes about 90 MB on disk, because each one is stored as four bytes.",
      "Weights that may change need memory for the change itself and for the optimiser’s notes. That is why training a small part takes far less memory than training all.",
    ],
  },
  token: {
    term: "Token",
    also: "word piece, tokeniser",
    short:
      "The piece of text that a model reads at once: a short word, or part of a longer one. English needs about four tokens for three words.",
    more: [
      "Every model brings its own list of pieces. Words of your field that are not on the list are cut into several, which is harmless but makes the text longer.",
      "Length limits and speed are counted in tokens, because that is what the model has to work through.",
    ],
  },
  context: {
    term: "Longest text",
    also: "maximum length, context length, truncation",
    short:
      "How many tokens of one text the model takes in. What is beyond the limit is cut off and not read, so the important part should come first.",
    more: [
      "Short messages never come near it. If many of your texts are longer, raise the limit under Advanced as far as the model allows; memory and time grow with it.",
    ],
  },
  label: {
    term: "Category",
    also: "label, class, tag",
    short:
      "The right answer that you give for an example: the drawer it belongs in. The field calls it a label or a class.",
    more: [
      "Good categories do not overlap, and each has enough rows. With fewer than about ten, a model has little to go by.",
      "Two spellings of the same name are two categories to a computer. Attune points them out and joins them if you like.",
    ],
  },
  train_part: {
    term: "Rows to learn from",
    also: "training set, train split",
    short:
      "The largest part of your rows. The model studies these again and again, and only these. How well it does on them says little about new text.",
    more: [
      "A model can learn rows by heart, as a pupil can learn the answers of old exams. So the rows to learn from are never used to say how good it is.",
    ],
  },
  validation_part: {
    term: "Mock exam",
    also: "validation set, validation split, development set",
    short:
      "Rows held back while the model learns. It is tested on them from time to time, and the version that does best on them is kept.",
    more: [
      "The model never studies these rows, but they have a say in which version is kept. That makes their score a little too kind, so the last word belongs to the final exam.",
    ],
  },
  test_part: {
    term: "Final exam",
    also: "test set, test split, holdout",
    short:
      "Rows that play no part in learning or in choosing. They are asked at the end, and tell you what to expect with new text.",
    more: [
      "A row of the final exam never moves to the rows to learn from, whatever you add, relabel or divide anew. Otherwise the result would look better than it is.",
      "The more rows it has, the narrower the range in which the true figure lies.",
    ],
  },
  split: {
    term: "Dividing the rows",
    also: "split, stratified, train/validation/test",
    short:
      "Every labelled row goes into one of three parts: to learn from, mock exam or final exam. Each category is shared out in the same proportion.",
    more: [
      "If a column says what belongs together, such as a patient or a ticket, all its rows go into one part. Otherwise the exam would hold texts that are nearly known already.",
    ],
  },
  full: {
    term: "Everything learns",
    also: "full fine-tuning, all layers",
    short:
      "All weights of the model may change. It adapts the most, and needs the most memory and time. With few examples it also learns by heart the soonest.",
    more: [
      "Worth it when you have many examples, or when your texts are very unlike everyday language. For small models on a good laptop it is quite affordable.",
      "The result is a complete model of the same size as the original.",
    ],
  },
  partial: {
    term: "The last layers learn",
    also: "partial fine-tuning, freezing layers",
    short:
      "Only the upper layers of the model change; the lower ones stay as they came. Quicker than changing all, and its general language skills stay safe.",
    more: [
      "Lower layers deal with words and grammar, upper ones with what a text is about. If your field uses words in an unusual sense, changing only the top may miss fine distinctions.",
    ],
  },
  lora: {
    term: "Small add-on",
    also: "adapter, LoRA, low-rank adaptation, PEFT",
    short:
      "Small new parts are put beside the layers and learn; the model itself stays as it is. Needs little memory, and the result is a small file.",
    more: [
      "The field calls it an adapter, and this kind LoRA (low-rank adaptation). Often less than one weight in a hundred is new, and still the result comes close to changing everything.",
      "Sometimes it stays a little less exact. Several add-ons can share one model on disk.",
    ],
  },
  head: {
    term: "Only the decision learns",
    also: "head, linear probe, classifier",
    short:
      "The model reads as it always did; only the last step, which turns reading into a category, learns. Quickest of all, and a good first look.",
    more: [
      "This last step is called the head. Every method has one; here nothing else changes.",
      "Attune always begins with such a head, so that you can see what the rest of the training adds.",
    ],
  },
  rank: {
    term: "Rank",
    also: "LoRA rank, r",
    short:
      "How much room a small add-on has for what it learns. A higher rank can hold more, needs a little more memory, and learns by heart sooner.",
    more: [
      "Between 8 and 16 is enough for sorting text. Raise it if the model keeps missing distinctions although it has many examples of them.",
    ],
  },
  alpha: {
    term: "Alpha",
    also: "LoRA alpha, scaling",
    short:
      "How strongly a small add-on acts on the model, measured against its rank. Twice the rank is a common choice, and seldom worth changing.",
    more: [
      "Raising alpha works much like raising the learning rate of the add-on. Change one of them at a time, or you can’t tell what helped.",
    ],
  },
  dropout: {
    term: "Dropout",
    also: "regularisation",
    short:
      "While learning, a random share of signals is left out at every step. The model can’t lean on single clues, so it learns less by heart.",
    more: ["Only training is affected. When the model sorts your texts, all signals are there."],
  },
  loss: {
    term: "How far off",
    also: "loss, error, cross-entropy",
    short:
      "How wrong the model’s guesses are, as one number. Being sure and wrong costs most. Lower is better; zero would be right and certain every time.",
    more: [
      "Training is the search for weights that make this number small. It is finer than counting mistakes: it falls while the model gets surer, even before an answer flips from wrong to right.",
      "If it falls on studied rows and rises on the mock exam, the model has begun to memorise.",
    ],
  },
  learning_rate: {
    term: "Learning rate",
    also: "lr, step size",
    short:
      "How big a change the model makes after each look at some examples. Too big, and errors jump; too small, and it takes for ever.",
    more: [
      "It is the setting that matters most. The presets hold values that suit each method: an add-on stands bigger changes than a whole model.",
      "Attune starts gently, and lets the rate fall towards the end, as one does when tuning an instrument.",
    ],
  },
  batch: {
    term: "Examples per step",
    also: "batch, batch size, step",
    short:
      "How many examples the model looks at before it changes itself once. More make each change steadier; fewer need less memory.",
    more: [
      "One such look and change is a step. With 800 rows to learn from and 16 examples per step, one pass over the data has 50 steps.",
    ],
  },
  epoch: {
    term: "Pass",
    also: "epoch, iteration over the data",
    short:
      "One time through all the rows to learn from. A few passes are usual; too many, and the model learns the rows by heart.",
    more: [
      "The order is shuffled anew for every pass. The version that did best in the mock exam is kept, so a pass too many costs time, not quality.",
    ],
  },
  seed: {
    term: "Seed",
    also: "random seed, reproducibility",
    short:
      "The number that fixes all chance in a training: the shuffle, the start, what is dropped out. The same seed and settings give the same result.",
    more: [
      "To compare two settings fairly, keep the seed. To see how much is luck, change only the seed.",
    ],
  },
  checkpoint: {
    term: "Saved version",
    also: "checkpoint, snapshot",
    short:
      "A copy of everything the model has learned so far, written to disk during training. After a crash or a pause it goes on from there.",
    more: [
      "Attune keeps the newest one to go on from, and the best one to use. Both are in your project’s folder; Storage shows how much room they take.",
    ],
  },
  overfitting: {
    term: "Memorising",
    also: "overfitting, overtraining, learning by heart",
    short:
      "The model gets better at rows it has studied and worse at others. It learns the examples by heart instead of what they have in common.",
    more: [
      "You see it when the two lines part: errors on studied rows go on falling, those in the mock exam rise.",
      "More and more varied examples help most. Fewer passes, a smaller part that learns, and more dropout help too. The best version is kept in any case.",
    ],
  },
  early_stopping: {
    term: "Stopping early",
    also: "early stopping, patience",
    short:
      "Training ends by itself when several checks in a row bring nothing better. It saves time, and keeps the model from learning by heart.",
    more: ["The version that is kept is the best one, not the last. You can also stop by hand."],
  },
  class_weights: {
    term: "Weighing categories",
    also: "class weights, imbalance",
    short:
      "Rare categories count more in training, so that the model does not simply say the frequent ones. Useful when some have ten times as many rows.",
    more: [
      "It finds more of the rare cases and pays with some false alarms. More examples of the rare category are better, if you can get them.",
    ],
  },
  baseline: {
    term: "Always the most frequent",
    also: "baseline, majority class",
    short:
      "What you would get by giving every text the most frequent category. A model has to beat this to be worth anything.",
    more: [
      "If nine of ten messages are about delivery, saying “delivery” each time is right 90 times of 100, and useless. So look at this figure before praising another one.",
    ],
  },
  quick_head: {
    term: "As it came, with a quick head",
    also: "linear probe, frozen features, baseline",
    short:
      "The unchanged model, with only its last step fitted to your categories in a moment. It shows what training the rest adds.",
    more: [
      "If training does not beat it, Attune says so and keeps the quick head: simpler, and just as good. More examples may change that.",
    ],
  },
  accuracy: {
    term: "Right of 100",
    also: "accuracy",
    short:
      "How many exam rows of a hundred the model sorted as you did. Easy to grasp, but it hides a rare category that is always missed.",
    more: [
      "The field calls it accuracy and writes 0.92 or 92%. Read it together with the list of categories, and with what you would get by always saying the most frequent one.",
    ],
  },
  precision: {
    term: "Right when it says so",
    also: "precision",
    short:
      "Of all texts the model put into this category, the share that belongs there. Low means false alarms.",
    more: [
      "Watch it where a false alarm is costly: when a message marked urgent wakes somebody at night.",
    ],
  },
  recall: {
    term: "Finds, of all such",
    also: "recall, sensitivity",
    short:
      "Of all texts that belong to this category, the share the model found. Low means that it misses cases.",
    more: [
      "Watch it where a miss is costly: a side effect that nobody reads. Precision and recall pull against each other, so look at both.",
    ],
  },
  f1: {
    term: "F1",
    also: "F1 score, macro F1, harmonic mean",
    short:
      "One number for two questions: is it right when it says so, and does it find them all? It is high only if both are.",
    more: [
      "For several categories, the plain average of their F1 is called macro F1: rare ones count as much as frequent ones. Attune uses it to choose the version that is kept.",
    ],
  },
  confusion: {
    term: "What it mixes up",
    also: "confusion matrix, error matrix",
    short:
      "A table with your label in the rows and the model’s answer in the columns. What lies off the diagonal was mixed up.",
    more: [
      "Two categories that are often mixed up may really overlap. Look at such rows: sometimes a label was wrong, sometimes the categories want a clearer line, or joining.",
    ],
  },
  confidence: {
    term: "How sure it is",
    also: "confidence, probability, score",
    short:
      "The share of its belief that the model gives to its answer, from 0 to 100%. It is a hint for what to check, not a promise.",
    more: [
      "When a file is sorted, rows under 60% are marked for you to check. A model can also be sure and wrong, most of all on text unlike anything it learned from.",
    ],
  },
  range: {
    term: "Likely range",
    also: "confidence interval, Wilson interval, 95%",
    short:
      "An exam is a sample. The range says where the true figure probably lies; with few exam rows it is wide. 95% means: wrong about one time in twenty.",
    more: [
      "Two models whose ranges overlap a lot may be equally good. Four times as many exam rows make the range about half as wide.",
    ],
  },
  temperature: {
    term: "Freedom",
    also: "temperature, sampling",
    short:
      "How far a model that writes may stray from its likeliest words. At 0 it answers the same each time; higher, it varies more and errs more.",
    more: [
      "Before every word the model gives each word of its vocabulary a probability. Freedom decides how strictly it keeps to the top of that list.",
      "For answers that should be right, stay below 0.5. For ideas and style, 0.7 to 1.0 is usual.",
    ],
  },
  perplexity: {
    term: "Perplexity",
    also: "language modelling",
    short:
      "For models that write: between how many next words it hesitates, on average. Lower is better. Models that sort are judged by right answers instead.",
    more: [
      "“69% less surprised” says that perplexity fell by 69%, measured on examples that were never learned from. Of single rows it says which are unusual.",
    ],
  },
  adapter_file: {
    term: "Add-on for Hugging Face tools",
    also: "PEFT adapter, adapter file",
    short:
      "Only the small parts that learned, as a folder of a few megabytes. Whoever uses it needs the original model as well.",
    more: ["Handy for passing on, and for keeping many versions. The form is called PEFT."],
  },
  merged: {
    term: "Complete model",
    also: "merged, safetensors",
    short:
      "The original model with all that was learned worked in, as one folder. It needs nothing beside it, and takes as much room as the original.",
    more: [
      "Software teams can load it with common libraries. The file type, safetensors, holds numbers only and can’t run anything.",
    ],
  },
  hub: {
    term: "Model hub",
    also: "Hugging Face, repository",
    short:
      "A website where models are shared, with a description and a licence. Attune needs none: it works with the model it brings. It can fetch one from a hub, and publish yours there, when you ask it to.",
    more: [
      "Read the licence before you use a model at work, and the description for what it was made of and for.",
    ],
  },
  deployment: {
    term: "Putting it to use",
    also: "deployment, inference, production",
    short:
      "Letting the finished model do real work: sorting incoming files, or built into other software. It needs far less memory than training.",
    more: [
      "Look at a sample of its answers now and then. Language changes, new products come, and a model knows only what it has seen. Add new examples and train again.",
    ],
  },
};
