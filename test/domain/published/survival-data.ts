import type { Observation } from '../../../src/domain/survival.ts';

/**
 * Published data sets with published answers. Written as survival analysts print them: `9 13+` is one event on day 9 and one
 * that was still waiting on day 13.
 */
const read = (text: string): readonly Observation[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => ({ days: Number.parseInt(word, 10), reached: !word.endsWith('+') }));

/**
 * North Central Cancer Treatment Group, Loprinzi et al. 1994 (J Clin Oncol 12:601), as in `lung` of R's survival package and
 * lifelines/datasets/lung.csv: time and status by sex.
 */
export const LUNG_MEN = read(`
  306 455 1010+ 210 883 1022+ 218 166 170 71 567 144 613 707 88 301 624 371 394 574 118 390 12 26 533 53 814 93 460 583 303
  519 643 189 53 246 689 65 132 223 175 163 65 428 230 840+ 11 132 11 176 791 95 196+ 806+ 284 147 163 655 239 88 30 179 310
  477 364 107 177 156 11 429 15 181 283 13 212 524 288 363 442 54 558 207 92 60 202 353 267 387 457 337 404+ 222 458+ 353 163 31
  229 444+ 156 329 291 179 292+ 142 413+ 320 181 285 301+ 197 303+ 180 300+ 284+ 259+ 110 286 270 81 131 225+ 269
  225+ 279+ 135 59 105 237+ 221+ 185+ 13 222+ 183 197+ 116 188+ 191+ 174+`);
export const LUNG_WOMEN = read(`
  310 361 654 728 61 81 520 473 107 122 965+ 731 153 433 145 95 765 735 5 687 345 444 60 208 821+ 305 226 426 705 363 167 641
  740+ 245 588+ 166 559+ 450 529+ 351 201 524 199 550 551+ 543+ 293 511+ 511+ 371 201 62 356+ 340 315+ 182 364+ 376+ 384+
  268 266+ 194 348 382+ 296+ 186 145 269+ 350 272+ 292+ 332+ 285 243+ 276+ 79 240+ 202+ 235+ 224+ 239 173+ 252+ 92+ 192+ 211+ 175+ 203+
  105+ 177+`);

/** Weeks in remission, Freireich et al. 1963 (Blood 21:699), the trial of Gehan 1965. */
export const MERCAPTOPURINE = read('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');
export const PLACEBO = read('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23');

/** Acute myelogenous leukaemia, Miller 1981: `aml` of R's survival package. */
export const AML_MAINTAINED = read('9 13 13+ 18 23 28+ 31 34 45+ 48 161+');
export const AML_NOT_MAINTAINED = read('5 5 8 8 12 16+ 23 27 30 33 43 45');

/** Veterans' lung cancer trial, Kalbfleisch and Prentice 1980, `veteran` of R's survival package: squamous cells. */
export const VETERAN_SQUAMOUS = read(`
  72 411 228 126 118 10 82 110 314 100+ 42 8 144 25+ 11 999 112 87+ 231+ 242 991 111 1 587 389 33 25 357 467 201 1 30 44 283 15`);
