/** The protocol counts characters; JavaScript counts UTF-16 units: an emoji is one and two. */
export function unitsOf(text: string, characters: number): number {
  let units = 0;
  for (const character of text) {
    if (characters-- <= 0) break;
    units += character.length;
  }
  return units;
}

/** The number of characters in the first `units` of a text. */
export function charactersOf(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length;
}
