package lockstep.nn.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CsvDamageTest {

  @Test
  void damaged_tables_are_read_or_refused() {
    read(2_000);
  }

  @Test
  @Tag("long")
  void many_damaged_tables_are_read_or_refused() {
    read(100_000);
  }

  @Test
  void short_cells_take_no_more_than_their_share() {
    byte[] bytes = "1,2\n".repeat(250_000).getBytes(UTF_8);
    DamageTrial.requireLittle(bytes, CsvDamageTest::table);
    byte[] single = "1\n".repeat(500_000).getBytes(UTF_8);
    DamageTrial.requireLittle(single, CsvDamageTest::table);
    byte[] commas = "1,5;2\n".repeat(170_000).getBytes(UTF_8);
    DamageTrial.requireLittle(commas, CsvDamageTest::table);
  }

  @Test
  void damaged_decimal_commas_are_read_or_refused() {
    var text = new StringBuilder("a;b;c\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(",5;").append(i).append(",250;\"x; ").append(i).append("\"\n");
    }
    DamageTrial.run(text.toString().getBytes(UTF_8), 2_000, "t.csv", CsvDamageTest::table);
  }

  private static void read(int count) {
    var text = new StringBuilder("\uFEFFname,\"the size\",count\r\n");
    for (int i = 0; i < 60; i++) {
      text.append("\"Zoë, ").append(i).append("\",\"a \"\"b\"\"\n c\",").append(i / 7.0);
      text.append("\r\n");
    }
    DamageTrial.run(text.toString().getBytes(UTF_8), count, "t.csv", CsvDamageTest::table);
  }

  private static void table(byte[] bytes) {
    Csv table = Csv.of(Utf8File.of("t.csv", bytes), CsvForm.detect());
    if (table.size() > 0) {
      table.row(table.size() - 1);
      table.origin(table.size() - 1);
    }
  }
}
