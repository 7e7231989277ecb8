package lockstep.nn.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalMarkTest {

  private static Csv csv(String... lines) {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    return Csv.of(Utf8File.of("t.csv", bytes), CsvForm.detect());
  }

  @Test
  void numbers_with_commas_are_handed_out_with_points() {
    Csv csv = csv("size;name;count", "3,14;a, b;1", "-0,5e3;c;2", "NA;d;3", "7;e;4");
    assertThat(csv.mark(0)).isEqualTo(DecimalMark.COMMA);
    assertThat(csv.mark(1)).isEqualTo(DecimalMark.POINT);
    assertThat(csv.mark(2)).isEqualTo(DecimalMark.POINT);
    assertThat(csv.row(0).cells()).containsExactly("3.14", "a, b", "1");
    assertThat(csv.cell(1, 0)).isEqualTo("-0.5e3");
    assertThat(csv.cell(2, 0)).isEqualTo("NA");
    assertThat(csv.doubt(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void any_delimiter_but_a_comma_allows_them(String delimiter) {
    Csv csv = csv("a" + delimiter + "b", "1,5" + delimiter + "2,25");
    assertThat(csv.headed()).isTrue();
    assertThat(csv.row(0).cells()).containsExactly("1.5", "2.25");
  }

  @Test
  void between_commas_quoted_ones_are_texts() {
    Csv csv = csv("a,b", "\"1,5\",2", "\"2,5\",3");
    assertThat(csv.mark(0)).isEqualTo(DecimalMark.POINT);
    assertThat(csv.row(0).cells()).containsExactly("1,5", "2");
  }

  @Test
  void rows_of_decimal_commas_without_a_header_are_not_cut_at_them() {
    Csv csv = csv("3,14;2,5", "1,5;2,75");
    assertThat(csv.delimiter()).isEqualTo(';');
    assertThat(csv.headed()).isFalse();
    assertThat(csv.row(1).cells()).containsExactly("1.5", "2.75");
  }

  @Test
  void rows_of_times_and_lists_are_still_cut_at_commas() {
    assertThat(csv("a;b,1", "c;d,2", "e;f,3").delimiter()).isEqualTo(',');
  }

  @Test
  void one_text_among_them_leaves_a_column_as_it_is() {
    Csv csv = csv("a;b", "1,5;1", "about 2;2", "2,5;3");
    assertThat(csv.mark(0)).isEqualTo(DecimalMark.POINT);
    assertThat(csv.cell(0, 0)).isEqualTo("1,5");
    assertThat(csv.doubt(0)).isEmpty();
  }

  @Test
  void both_marks_in_a_column_are_doubted() {
    Csv csv = csv("a;b", "1,5;x", "2.5;y");
    assertThat(csv.mark(0)).isEqualTo(DecimalMark.POINT);
    assertThat(csv.doubt(0))
        .hasValue(
            "some of its numbers have a comma, as '1,5' at t.csv:2, others a point, as '2.5' at"
                + " t.csv:3");
  }

  @Test
  void what_may_be_thousands_is_doubted() {
    Csv csv = csv("a;b", "1,234;x", "12,500;y", "999;z");
    assertThat(csv.mark(0)).isEqualTo(DecimalMark.POINT);
    assertThat(csv.doubt(0)).hasValue("'1,234' at t.csv:2 may be 1.234 or 1234");
    assertThat(csv.cell(0, 0)).isEqualTo("1,234");
  }

  @Test
  void grouped_thousands_are_told_of() {
    assertThat(csv("a;b", "999,5;1", "1.234,5;2").doubt(0))
        .hasValue("'1.234,5' at t.csv:3 has grouped thousands");
    assertThat(csv("a;b", "1\u202F234;7", "2;8").doubt(0))
        .hasValue("'1\u202F234' at t.csv:2 has grouped thousands");
  }

  @Test
  void another_column_tells_which_way_a_file_writes() {
    Csv commas = csv("a;b", "1,234;0,5", "12,500;0,25");
    assertThat(commas.row(1).cells()).containsExactly("12.500", "0.25");
    Csv points = csv("a;b", "1,234;0.5", "12,500;0.25");
    assertThat(points.doubt(0)).isPresent();
    Csv thousands = csv("a;b", "1.234;0,5", "12.500;0,25");
    assertThat(thousands.doubt(0)).hasValue("'1.234' at t.csv:2 may be 1.234 or 1234");
    assertThat(thousands.mark(1)).isEqualTo(DecimalMark.COMMA);
    assertThat(csv("a;b", "1.234;x", "12.500;y").doubt(0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3,14|COMMA",
        "0,123|COMMA",
        "1234,567|COMMA",
        "1,2345|COMMA",
        "1,234e5|COMMA",
        "+1,234|GROUPED_COMMA",
        "-12,500|GROUPED_COMMA",
        "3.14|POINT",
        "1.234|GROUPED_POINT",
        "42|EITHER",
        "NA|EITHER",
        "1.234,5|THOUSANDS",
        "1,234,567|THOUSANDS",
        "1 234|THOUSANDS",
        "1,234.5|THOUSANDS",
        "1.2345,6|TEXT",
        ",|TEXT",
        "12,5 kg|TEXT",
        ",5|COMMA",
        "5,|COMMA"
      })
  void cells_tell_what_they_are(String cell, CellKind kind) {
    String padded = "; " + cell + " ;";
    Utf8File file = Utf8File.of("t.csv", padded.getBytes(UTF_8));
    assertThat(CellKind.of(file, 1, padded.length() - 1)).isEqualTo(kind);
  }

  @Test
  void a_file_of_commas_and_one_of_points_are_the_same_table() {
    Csv commas = csv("a;b;c", "1,5;x;0,25", "2;y;-3,125", "?;z;1e-3");
    Csv points = csv("a,b,c", "1.5,x,0.25", "2,y,-3.125", "?,z,1e-3");
    for (int row = 0; row < 3; row++) {
      assertThat(commas.row(row)).isEqualTo(points.row(row));
    }
  }
}
