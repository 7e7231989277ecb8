package lockstep.nn.data.file;

/// How a CSV file is written, as far as that is known.
///
/// @param delimiter what stands between cells; {@link #DETECT} to see which of `,` `;` tab `|` fits
/// @param header whether the first row names the columns
public record CsvForm(char delimiter, Header header) {

  /// For a delimiter that is found out.
  public static final char DETECT = 0;

  /// Whether the first row names the columns.
  public enum Header {
    /// It is found out.
    DETECT,
    /// It does.
    PRESENT,
    /// It is a row like the others.
    ABSENT
  }

  /// Checks the delimiter.
  public CsvForm {
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r' || delimiter > '~') {
      throw new IllegalArgumentException(
          "csv: expected an ASCII delimiter other than quotes and line ends, got U+"
              + Integer.toHexString(delimiter)
              + ".");
    }
  }

  /// {@return a form that is found out}
  public static CsvForm detect() {
    return new CsvForm(DETECT, Header.DETECT);
  }

  /// {@return this form with that delimiter}
  public CsvForm delimitedBy(char separator) {
    return new CsvForm(separator, header);
  }

  /// {@return this form with a header}
  public CsvForm withHeader() {
    return new CsvForm(delimiter, Header.PRESENT);
  }

  /// {@return this form without a header}
  public CsvForm withoutHeader() {
    return new CsvForm(delimiter, Header.ABSENT);
  }
}
