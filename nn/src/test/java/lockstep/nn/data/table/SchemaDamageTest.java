package lockstep.nn.data.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import lockstep.nn.data.Damage;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Preparation;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.CsvForm;
import lockstep.nn.data.file.Utf8File;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SchemaDamageTest {

  @Test
  void damaged_tables_are_encoded_or_refused() {
    read(2_000);
  }

  @Test
  @Tag("long")
  void many_damaged_tables_are_encoded_or_refused() {
    read(100_000);
  }

  private static void read(int count) {
    var text = new StringBuilder("weight,colour,when,kind\n");
    for (int i = 0; i < 30; i++) {
      text.append(i % 9 == 0 ? "NA" : i * 1.5).append(i % 2 == 0 ? ",red" : ",green");
      text.append(",2020-01-").append(i).append(i % 3 == 0 ? ",cat\n" : ",dog\n");
    }
    byte[] whole = text.toString().getBytes(UTF_8);
    Schema known = Schema.infer(Csv.of(Utf8File.of("t.csv", whole), CsvForm.detect()));
    for (int number = 0; number < count; number++) {
      byte[] damaged = Damage.of(whole, number);
      try {
        Csv table = Csv.of(Utf8File.of("t.csv", damaged), CsvForm.detect());
        encode(table, Schema.infer(table));
        encode(table, known);
      } catch (DataException e) {
        Assertions.assertThat(e).hasMessageContaining("t.csv");
      } catch (RuntimeException e) {
        throw new AssertionError("damage " + number, e);
      }
    }
  }

  private static void encode(Csv table, Schema schema) {
    var data = new TableDataset(table, schema);
    Preparation preparation =
        Preparation.of(new EncodeRow(schema.fit(data))).target(new EncodeTarget(schema, true));
    for (int i = 0; i < data.size(); i++) {
      preparation.apply(data.get(i));
    }
  }
}
