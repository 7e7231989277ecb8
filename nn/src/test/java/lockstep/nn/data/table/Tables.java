package lockstep.nn.data.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.CsvForm;
import lockstep.nn.data.file.Utf8File;

/// Small tables for tests.
final class Tables {

  private Tables() {}

  static Csv of(String... lines) {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    return Csv.of(Utf8File.of("t.csv", bytes), CsvForm.detect());
  }

  static float[] numbers(Item item) {
    return ((Numbers) item).values();
  }

  static int token(Item item) {
    return ((Tokens) item).values()[0];
  }
}
