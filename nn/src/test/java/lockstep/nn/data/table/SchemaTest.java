package lockstep.nn.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Splits;
import lockstep.nn.data.Text;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.DecimalMark;
import org.junit.jupiter.api.Test;

class SchemaTest {

  private static final Csv PETS =
      Tables.of(
          "id,weight,colour,kind", "1,2,red,cat", "2,4,NA,dog", "3,?,blue,cat", "4,6,red,dog");

  @Test
  void columns_are_numbers_categories_or_ignored() {
    Schema schema = Schema.infer(PETS);
    assertThat(schema.columns())
        .containsExactly(
            new Column.Ignored("id", "different in each row, as its name says"),
            new Column.Quantity("weight", 4, Math.sqrt(8 / 3.0), 2, 6),
            new Column.Category("colour", List.of("blue", "red"), true),
            new Column.Category("kind", List.of("cat", "dog"), false));
    assertThat(schema.labels()).containsExactly("cat", "dog");
    assertThat(schema.width()).isEqualTo(4);
    assertThat(schema.features())
        .containsExactly("weight", "colour=blue", "colour=red", "colour missing");
  }

  @Test
  void rows_become_standardised_numbers_and_ones_among_zeros() {
    Schema schema = Schema.infer(PETS);
    var data = new TableDataset(PETS, schema);
    var encode = new EncodeRow(schema);
    float one = (float) (2 / Math.sqrt(8 / 3.0));
    assertThat(Tables.numbers(encode.apply(data.get(0).input()))).containsExactly(-one, 0, 1, 0);
    assertThat(Tables.numbers(encode.apply(data.get(1).input()))).containsExactly(0, 0, 0, 1);
    assertThat(Tables.numbers(encode.apply(data.get(2).input()))).containsExactly(0, 1, 0, 0);
  }

  @Test
  void a_row_may_hold_the_target_or_not() {
    var encode = new EncodeRow(Schema.infer(PETS));
    assertThat(Tables.numbers(encode.apply(new Row(List.of("9", "4", "red", "cat")))))
        .isEqualTo(Tables.numbers(encode.apply(new Row(List.of("9", "4", "red")))));
    assertThatThrownBy(() -> encode.apply(new Row(List.of("9"))))
        .hasMessage("row: expected 3 cells, or 4 with the target, got 1.");
  }

  @Test
  void a_category_that_training_never_saw_becomes_zeros() {
    var encode = new EncodeRow(Schema.infer(PETS));
    assertThat(Tables.numbers(encode.apply(new Row(List.of("9", "4", "green")))))
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void a_text_where_a_number_was_names_file_line_and_column() {
    Schema schema = Schema.infer(PETS);
    var others =
        new TableDataset(
            Tables.of("id,weight,colour,kind", "1,2,red,cat", "2,heavy,red,cat"), schema);
    Preparation preparation = Preparation.of(new EncodeRow(schema));
    assertThatThrownBy(() -> preparation.apply(others.get(1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "t.csv:3: column 'weight': expected a number, found 'heavy'. Correct it, or leave it"
                + " empty.");
  }

  @Test
  void an_unknown_class_and_a_missing_one_are_refused() {
    var encode = new EncodeTarget(Schema.infer(PETS), true);
    assertThat(Tables.token(encode.apply(new Text("dog")))).isEqualTo(1);
    assertThat(Tables.token(encode.apply(new Row(List.of("1", "2", "red", "cat"))))).isZero();
    assertThatThrownBy(() -> encode.apply(new Text("cow")))
        .hasMessageStartingWith(
            "column 'kind': expected a class of the training data, found 'cow'");
    assertThatThrownBy(() -> encode.apply(new Text("")))
        .hasMessage("column 'kind': expected a class, found nothing. Remove the row.");
  }

  @Test
  void a_number_as_target_is_standardised_and_restored() {
    Schema schema = Schema.infer(PETS, "weight", TargetKind.NUMBER);
    var encode = new EncodeTarget(schema, true);
    float encoded = Tables.numbers(encode.apply(new Text("6")))[0];
    assertThat(encoded).isEqualTo((float) (2 / Math.sqrt(8 / 3.0)));
    assertThat(encode.restored(encoded)).isCloseTo(6, within());
    assertThat(Tables.numbers(new EncodeTarget(schema, false).apply(new Text("6"))))
        .containsExactly(6);
    assertThat(schema.labels()).isEmpty();
    assertThatThrownBy(() -> new EncodeTarget(Schema.infer(PETS), true).restored(1))
        .hasMessageContaining("this one has classes");
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  @Test
  void few_whole_numbers_are_classes_unless_asked_to_be_numbers() {
    Csv table = Tables.of("x,y", "1.5,10", "2.5,9", "3.5,10");
    assertThat(Schema.infer(table).labels()).containsExactly("9", "10");
    assertThat(Schema.infer(table, 1, TargetKind.NUMBER).labels()).isEmpty();
    assertThat(Schema.infer(table, "x").labels()).isEmpty();
  }

  @Test
  void a_target_of_text_is_no_number() {
    assertThatThrownBy(() -> Schema.infer(PETS, "kind", TargetKind.NUMBER))
        .hasMessage("t.csv:2: column 'kind': expected a number, found 'cat'.");
  }

  @Test
  void statistics_are_those_of_training_rows() {
    Schema schema = Schema.infer(PETS);
    var data = new TableDataset(PETS, schema);
    Schema fitted = schema.fit(Splits.range(data, 0, 2));
    assertThat(fitted.columns().get(1)).isEqualTo(new Column.Quantity("weight", 3, 1, 2, 4));
    assertThat(fitted.columns().get(2)).isEqualTo(schema.columns().get(2));
    assertThat(EncodeRow.fit(Splits.range(data, 0, 2), schema).schema()).isEqualTo(fitted);
  }

  @Test
  void a_column_of_one_number_is_not_divided_by_its_deviation() {
    Schema schema = Schema.infer(Tables.of("a,b,c", "1,7,x", "2,7,y", "3,7,x"));
    assertThat(schema.columns().get(1)).isEqualTo(new Column.Quantity("b", 7, 1, 7, 7));
  }

  @Test
  void columns_are_found_by_name_in_any_order() {
    Schema schema = Schema.infer(PETS);
    Csv turned = Tables.of("kind,extra,colour,weight", "dog,0,red,4", "cat,1,blue,5");
    assertThat(new TableDataset(turned, schema).get(0))
        .isEqualTo(new Sample(new Row(List.of("", "4", "red")), new Text("dog"), "t.csv:2"));
    assertThatThrownBy(() -> new TableDataset(Tables.of("kind,colour", "dog,1", "cat,2"), schema))
        .hasMessage("t.csv: expected the columns [weight], found only [kind, colour].");
  }

  @Test
  void a_table_without_the_target_can_be_predicted() {
    Schema schema = Schema.infer(PETS);
    var data =
        TableDataset.unlabelled(Tables.of("id,weight,colour", "1,3,red", "2,5,blue"), schema);
    assertThat(data.get(1).input()).isEqualTo(new Row(List.of("2", "5", "blue")));
    assertThat(data.target(1)).isEqualTo(new Text(""));
    assertThatThrownBy(
            () -> new TableDataset(Tables.of("id,weight,colour", "1,3,red", "2,5,blue"), schema))
        .hasMessageContaining("expected the columns [kind]");
  }

  @Test
  void columns_can_be_ignored_but_not_the_target() {
    Schema schema = Schema.infer(PETS).ignore("colour");
    assertThat(schema.width()).isEqualTo(1);
    assertThatThrownBy(() -> schema.ignore("kind"))
        .hasMessage(
            "schema: expected a target that is a class or a number, got the ignored column"
                + " 'kind'.");
    assertThatThrownBy(() -> schema.ignore("sort")).hasMessageContaining("got 'sort'");
  }

  private static final Csv FRUIT =
      Tables.of("weight;price;kind", "1,5;2,25;pear", "2,5;0,75;plum", "?;1,5;pear");

  @Test
  void decimal_commas_are_numbers_and_remembered() {
    Schema schema = Schema.infer(FRUIT);
    assertThat(schema.columns().getFirst())
        .isEqualTo(new Column.Quantity("weight", 2, 0.5, 1.5, 2.5, DecimalMark.COMMA));
    assertThat(schema.decimalCommas()).containsExactly("weight", "price");
    assertThat(schema.fit(new TableDataset(FRUIT, schema)).decimalCommas())
        .containsExactly("weight", "price");
    assertThat(TableReport.of(FRUIT, schema).text())
        .contains("  weight  number 1.50000 to 2.50000, mean 2.00000 ± 0.500000, with decimal");
  }

  @Test
  void rows_are_encoded_alike_with_commas_and_with_points() {
    Schema schema = Schema.infer(FRUIT);
    var encode = new EncodeRow(schema);
    float[] seen = Tables.numbers(encode.apply(new TableDataset(FRUIT, schema).get(1).input()));
    assertThat(Tables.numbers(encode.apply(new Row(List.of("2,5", "0,75"))))).isEqualTo(seen);
    assertThat(Tables.numbers(encode.apply(new Row(List.of("2.5", "0.75"))))).isEqualTo(seen);
    Csv points = Tables.of("weight,price", "2.5,0.75", "1.5,1");
    assertThat(Tables.numbers(encode.apply(TableDataset.unlabelled(points, schema).get(0).input())))
        .isEqualTo(seen);
  }

  @Test
  void a_model_that_knows_the_mark_reads_what_a_file_alone_leaves_open() {
    Schema schema = Schema.infer(FRUIT);
    Csv open = Tables.of("weight;price", "1,234;1");
    assertThat(open.doubt(0)).isPresent();
    Row row = (Row) TableDataset.unlabelled(open, schema).get(0).input();
    assertThat(Tables.numbers(new EncodeRow(schema).apply(row))[0])
        .isEqualTo((float) ((1.234 - 2) / 0.5));
    TableDataset thousands =
        TableDataset.unlabelled(Tables.of("weight;price", "1.234;1,5"), schema);
    assertThatThrownBy(() -> thousands.get(0))
        .hasMessage(
            "t.csv:2: column 'weight': expected a number with a decimal comma, as in training,"
                + " found '1.234'. Write it so.");
  }

  @Test
  void numbers_in_doubt_are_texts_and_the_reason_is_told() {
    Csv table = Tables.of("a;b;y", "1,234;x;1", "12,500;x;2", "1,500;y;3", "1,234;y;1");
    Schema schema = Schema.infer(table);
    assertThat(schema.columns().getFirst())
        .isEqualTo(new Column.Category("a", List.of("1,234", "1,500", "12,500"), false));
    assertThatThrownBy(() -> Schema.infer(table, "a", TargetKind.NUMBER))
        .hasMessage(
            "t.csv:2: column 'a': expected a number, found that '1,234' at t.csv:2 may be 1.234"
                + " or 1234.");
    String[] lines = new String[20];
    lines[0] = "a;y";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = i + "," + (100 + i) + ";" + i % 2;
    }
    assertThat(Schema.infer(Tables.of(lines)).columns().getFirst())
        .isEqualTo(new Column.Ignored("a", "19 texts, as '1,101' at t.csv:2 may be 1.101 or 1101"));
  }

  @Test
  void a_report_tells_what_there_is() {
    Csv table = Tables.of("weight,colour,kind", "2,red,cat", "4,NA,dog", "2,red,cat", "?,blue,cat");
    assertThat(TableReport.of(table, Schema.infer(table)).text())
        .isEqualTo(
            """
            t.csv: 4 rows, 3 columns
              weight  number 2.00000 to 4.00000, mean 2.66667 ± 0.942809, 1 missing
              colour  2 categories: blue, red, 1 missing
              kind    2 categories: cat, dog, the target
              classes: cat 3, dog 1
              rows that stood there before: 1 (t.csv:4 is t.csv:2)
            """);
  }
}
