/** A decimal number, which JSON may write with an exponent; undefined for any other text. */
export function numberOf(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? parseFloat(text) : undefined;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(T(\d\d):(\d\d)(:(\d\d)(\.\d+)?)?(Z|([+-])(\d\d):(\d\d)))?$/;

/** Seconds since 1970 of a date of ISO 8601 (midnight UTC when it has no time), or as they stand; else undefined. */
export function momentOf(text: string): number | undefined {
  if (/^\d{5,}$/.test(text)) return parseInt(text, 10);
  // A year, or a year and a month, is its first day.
  if (/^\d{4}(-\d\d)?$/.test(text)) return momentOf(`${text}-01-01`.slice(0, 10));
  const parts = DATE.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, , hour = '0', minute = '0', , second = '0', fraction = '0', , sign, offHour, offMinute] =
    parts;
  const utc = Date.UTC(+year!, +month! - 1, +day!, +hour, +minute, +second) / 1000 + parseFloat(`0${fraction}`);
  if (new Date(utc * 1000).getUTCDate() !== +day! || +month! > 12 || +hour > 23 || +minute > 59) return undefined;
  if (sign === undefined) return utc;
  return utc - (sign === '-' ? -1 : 1) * (+offHour! * 3600 + +offMinute! * 60);
}
