type Translation = { language: string; text: string };

/** Returns the translation in a language, or any. */
export const translationIn = (translations: Translation[], language: string | undefined) =>
  translations.find((each) => each.language === language) ?? translations[0];
