// What the kinds of personal data are called. The engine names them in English.
import { text } from "../../../text";
import { inWords } from "../../../text/engine";

const TITLES: Record<string, string> = {
  names: "Names",
  phones: "Phone numbers",
  mails: "E-mail addresses",
  addresses: "Postal addresses",
  births: "Dates of birth",
  records: "Record numbers",
  accounts: "Bank accounts",
  cards: "Payment cards",
  network: "IP and MAC addresses",
  links: "Links with keys",
  users: "User names",
  secrets: "Passwords and keys",
};

export function kindTitle(id: string): string {
  if (id === "own") return text.privacy.own;
  return inWords("kinds", id, { title: TITLES[id] ?? id }).title;
}
