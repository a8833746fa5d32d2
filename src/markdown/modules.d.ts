/** `hyphen` brings one module a language and no types. */
declare module "hyphen/*" {
  const language: { hyphenateSync(text: string, options?: { minWordLength?: number }): string };
  export default language;
}
declare module "markdown-it-attrs";
