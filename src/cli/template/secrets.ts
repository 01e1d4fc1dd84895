/** A shorter secret would be found in every word. */
const SHORTEST = 8;

/** Takes secrets out of a text, also where a message quotes one or cuts it short. */
export function hiding(secrets: readonly string[]): (text: string) => string {
  const forms = [
    ...new Set(secrets.filter(({ length }) => length >= SHORTEST).flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])),
  ];
  forms.sort((one, other) => other.length - one.length);
  return (text) => forms.reduce(hide, text);
}

function hide(text: string, secret: string): string {
  let hidden = text.replaceAll(secret, '(secret)');
  if (!hidden.includes(secret.slice(0, SHORTEST))) return hidden;
  for (let length = secret.length - 1; length >= SHORTEST; length -= 1)
    hidden = hidden.replaceAll(`${secret.slice(0, length)}...`, '(secret)...');
  return hidden;
}
