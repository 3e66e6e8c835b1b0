/** Everything that is wrong, unusual or tempting to misread in the exports (formats.md, "Expect in French exports"). */
const zeroCounts = {
  // The files.
  windows_1252_file: 0,
  iso_8859_15_file: 0,
  utf8_bom_file: 0,
  utf8_file: 0,
  utf16_file: 0,
  tsv_file: 0,
  comma_file: 0,
  lf_file: 0,
  xlsx_file: 0,
  tab_text_called_xls: 0,
  html_called_xls: 0,
  merged_cells: 0,
  excel_serial_date: 0,
  gzip_file: 0,
  alias_headers: 0,
  title_row: 0,
  total_row: 0,
  blank_line: 0,
  // The cells.
  thousands_space: 0,
  thousands_nbsp: 0,
  thousands_narrow_nbsp: 0,
  thousands_dot: 0,
  euro_sign: 0,
  negative_parentheses: 0,
  negative_trailing: 0,
  date_two_digit_year: 0,
  date_dash: 0,
  date_dot: 0,
  date_iso: 0,
  date_iso_time: 0,
  quoted_line_break: 0,
  quoted_delimiter: 0,
  quoted_quote: 0,
  excel_guard: 0,
  lost_zero_post_code: 0,
  lost_zero_phone: 0,
  ean_scientific: 0,
  yes_no_words: 0,
  yes_no_letters: 0,
  yes_no_cross: 0,
  encoding_damage: 0,
  // The people.
  several_emails: 0,
  email_placeholder: 0,
  civility_in_name: 0,
  trade_client: 0,
  till_client: 0,
  client_code_variant: 0,
  client_code_missing: 0,
  client_code_unusable: 0,
  client_code_collision: 0,
  duplicate_client: 0,
  shared_household: 0,
  unsubscribed_then_opt_in: 0,
  unsubscribed_only_in_contacts: 0,
  // The documents and their lines.
  quote_document: 0,
  delivery_document: 0,
  deposit_document: 0,
  credit_note: 0,
  sale_written_three_times: 0,
  repeated_line: 0,
  free_line: 0,
  fee_line: 0,
  label_variant: 0,
  vintage_in_label: 0,
  format_in_label: 0,
  packaging_in_article: 0,
  packaging_missing: 0,
  pu_ht_missing: 0,
  mt_ht_missing: 0,
  mt_ttc_missing: 0,
  date_impossible: 0,
  amount_not_a_number: 0,
  // From one week to the next.
  overlapping_export: 0,
  document_deleted: 0,
  quantity_corrected: 0,
  date_corrected: 0,
  late_return: 0,
};

export type FlawName = keyof typeof zeroCounts;
export type FlawCounts = Record<FlawName, number>;

/** Zero of each. A flaw is counted each time it is written: a line that two exports hold counts twice. */
export function noFlaws(): FlawCounts {
  return { ...zeroCounts };
}

/** Adds one of each mark. */
export function countMarks(counts: FlawCounts, marks: readonly FlawName[]): void {
  for (const mark of marks) counts[mark]++;
}
