package lockstep.nn.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

  private static final CsvForm PLAIN = new CsvForm(',', CsvForm.Header.ABSENT);

  private static Csv csv(String text, CsvForm form) {
    return Csv.of(Utf8File.of("t.csv", text.getBytes(UTF_8)), form);
  }

  private static List<String> row(String text, int index) {
    return csv(text, PLAIN).row(index).cells();
  }

  @Test
  void quotes_hold_delimiters_lines_and_quotes() {
    assertThat(row("a,\"b, c\",\"d\ne\",\"say \"\"f\"\"\"\n", 0))
        .containsExactly("a", "b, c", "d\ne", "say \"f\"");
  }

  @Test
  void quotes_within_a_plain_cell_are_themselves() {
    assertThat(row("a \"b\" c,d\n", 0)).containsExactly("a \"b\" c", "d");
  }

  @Test
  void cells_may_be_empty_at_either_end() {
    assertThat(row(",a,", 0)).containsExactly("", "a", "");
    assertThat(row("\"\",\"a\",\"\"", 0)).containsExactly("", "a", "");
  }

  @Test
  void every_kind_of_line_end_ends_a_row() {
    Csv csv = csv("a,b\r\nc,d\ne,f\rg,h", PLAIN);
    assertThat(csv.size()).isEqualTo(4);
    assertThat(csv.row(1).cells()).containsExactly("c", "d");
    assertThat(csv.row(3).cells()).containsExactly("g", "h");
    assertThat(csv.origin(3)).isEqualTo("t.csv:4");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_cell() {
    assertThat(row("\uFEFFa,b\n", 0)).containsExactly("a", "b");
  }

  @Test
  void empty_lines_are_skipped_and_counted() {
    Csv csv = csv("\na,b\n\n\nc,d\n\n", PLAIN);
    assertThat(csv.size()).isEqualTo(2);
    assertThat(csv.origin(1)).isEqualTo("t.csv:5");
  }

  @Test
  void a_row_of_several_lines_comes_from_its_first() {
    Csv csv = csv("\"a\nb\nc\",d\ne,f\n", PLAIN);
    assertThat(csv.origin(0)).isEqualTo("t.csv:1");
    assertThat(csv.origin(1)).isEqualTo("t.csv:4");
  }

  @Test
  void lines_are_right_far_into_a_file() {
    Csv csv = csv("1,2\n".repeat(5000), PLAIN);
    assertThat(csv.origin(4999)).isEqualTo("t.csv:5000");
    assertThat(csv.origin(256)).isEqualTo("t.csv:257");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {",", ";", "|"})
  void the_delimiter_is_found_out(char delimiter) {
    String text = "x,y;z|w\n".substring(0, 1) + delimiter + "b\n1" + delimiter + "2\n";
    assertThat(csv(text, CsvForm.detect()).delimiter()).isEqualTo(delimiter);
  }

  @Test
  void a_tab_is_found_out_among_commas() {
    Csv csv = csv("ham\tyes, no, maybe\nspam\twin, now\nham\tnothing\n", CsvForm.detect());
    assertThat(csv.delimiter()).isEqualTo('\t');
    assertThat(csv.row(1).cells()).containsExactly("spam", "win, now");
  }

  @Test
  void one_column_needs_no_delimiter() {
    assertThat(csv("a\nb\n", CsvForm.detect()).row(1).cells()).containsExactly("b");
  }

  @Test
  void names_over_numbers_are_a_header() {
    Csv csv = csv("a,b\n1,2\n", CsvForm.detect());
    assertThat(csv.headed()).isTrue();
    assertThat(csv.names()).containsExactly("a", "b");
    assertThat(csv.size()).isEqualTo(1);
    assertThat(csv.column("b")).isEqualTo(1);
    assertThat(csv.cell(0, 1)).isEqualTo("2");
  }

  @Test
  void names_over_texts_that_repeat_are_a_header() {
    assertThat(csv("text,class\nhello,x\nbye,y\nwhy,x\n", CsvForm.detect()).headed()).isTrue();
  }

  @Test
  void a_first_row_like_the_others_is_no_header() {
    assertThat(csv("p,x\ne,x\np,s\n", CsvForm.detect()).headed()).isFalse();
    assertThat(csv("5.1,setosa\n4.9,setosa\n", CsvForm.detect()).headed()).isFalse();
  }

  @Test
  void columns_without_a_name_and_with_the_same_have_their_own() {
    Csv csv = csv(",a,a\n1,2,3\n", CsvForm.detect().withHeader());
    assertThat(csv.names()).containsExactly("column 1", "a", "a of column 3");
  }

  @Test
  void a_ragged_line_is_named() {
    assertThatThrownBy(() -> csv("a,b\nc,d\ne\n", PLAIN))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "t.csv:3: expected 2 cells as in line 1, found 1. Put cells that hold the delimiter ,"
                + " in quotes.");
  }

  @Test
  void an_open_quote_is_named_where_it_begins() {
    assertThatThrownBy(() -> csv("a,b\nc,\"d\ne,f\n", PLAIN))
        .hasMessageStartingWith("t.csv:2: expected a closing quote");
  }

  @Test
  void text_after_a_closing_quote_is_refused() {
    assertThatThrownBy(() -> csv("\"a\"b,c\n", PLAIN))
        .hasMessageStartingWith("t.csv:1: expected a delimiter or a new line after a closing");
  }

  @Test
  void bytes_that_are_not_utf8_are_named() {
    byte[] bytes = {'a', ',', 'b', '\n', 'c', ',', (byte) 0xE9, '\n'};
    assertThatThrownBy(() -> Utf8File.of("t.csv", bytes))
        .hasMessage(
            "t.csv:2: expected UTF-8, found the byte 0xE9 at offset 6. Save the file as UTF-8.");
  }

  @Test
  void an_empty_file_and_an_absent_one_are_refused() {
    assertThatThrownBy(() -> csv("\n\n", PLAIN))
        .hasMessage("t.csv: expected a table, found an empty file.");
    assertThatThrownBy(() -> Csv.read(Path.of("no", "such.csv")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a file, found nothing of that name");
  }

  @Test
  void an_unknown_column_is_told_the_known() {
    assertThatThrownBy(() -> csv("a,b\n1,2\n", CsvForm.detect()).column("c"))
        .hasMessage("t.csv: expected a column 'c', found only [a, b].");
  }
}
