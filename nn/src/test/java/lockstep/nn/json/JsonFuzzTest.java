package lockstep.nn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Valid texts, damaged at random: each gives a value or a {@link JsonException}.
class JsonFuzzTest {

  private static final int VARIANTS = 20_000;

  /// What has a meaning in JSON, or nearly.
  private static final String ALPHABET = "{}[]:,\"\\/bfnrtu0123456789.-+eE \n\t\0'aNx\uD83D\uDE00é";

  @Test
  @Timeout(20)
  void a_damaged_text_gives_a_value_or_a_located_message() {
    int values = 0;
    int refusals = 0;
    for (long seed = 0; seed < VARIANTS; seed++) {
      var random = new Random(seed);
      Json whole = new RandomJson(seed).value(3);
      String text = damaged(random.nextBoolean() ? whole.text() : whole.pretty(), random);
      try {
        String printed = Json.parse(text).text();
        assertThat(Json.parse(printed).text()).as("seed %d", seed).isEqualTo(printed);
        values++;
      } catch (JsonException e) {
        assertThat(e).as("seed %d", seed).hasMessageMatching("line \\d+, column \\d+: expected .+");
        refusals++;
      } catch (RuntimeException | StackOverflowError e) {
        fail("seed " + seed + ": " + text, e);
      }
    }
    // Damage that always or never shows would test nothing.
    assertThat(values).isGreaterThan(VARIANTS / 10);
    assertThat(refusals).isGreaterThan(VARIANTS / 4);
  }

  private static String damaged(String text, Random random) {
    var damaged = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int from = random.nextInt(damaged.length() + 1);
      int to = Math.min(damaged.length(), from + random.nextInt(4));
      char any = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(5)) {
        case 0 -> damaged.delete(from, to);
        case 1 -> damaged.insert(from, any);
        case 2 -> damaged.replace(from, to, String.valueOf(any));
        case 3 -> damaged.insert(from, damaged.substring(from, to));
        default -> damaged.setLength(from);
      }
    }
    return damaged.toString();
  }
}
