/** A card in which another name stands. */
export function renamed(card: string, from: string, to: string): string {
  if (from === to) return card;
  const title = (repo: string) => `\n# ${(repo.split("/")[1] ?? "").replaceAll("_", "\\_")}\n`;
  return card.replaceAll(from, to).replace(title(from), title(to));
}
