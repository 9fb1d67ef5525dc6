// The constants that the bundler defines.

/** The files that the service worker keeps. */
declare const FILES: string[];
/** A hash of their content. */
declare const VERSION: string;
