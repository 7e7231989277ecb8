package lockstep.nn.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lockstep.nn.data.Draw;
import lockstep.nn.zoo.SequenceZoo;
import lockstep.nn.zoo.Zoo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Damaged texts are read or refused with a place, whatever is in them.
class NotationDamageTest {

  private static final long SEED = 20_261_121;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "=",
          "\"",
          "#",
          "\n",
          ";",
          " ",
          "-1",
          "0",
          "1e9",
          "outputs",
          "relu",
          "repeat 3 {",
          "residual {",
          "same",
          "padding=",
          "99999999999",
          "\u0000",
          "é",
          "\uD83D\uDE00",
          "\uD83D",
          "nan",
          "*",
          "/",
          "height/0",
          "shortcut {",
          "reshape 2 3",
          "named a {",
          "\t");

  @Test
  void damaged_texts_are_read_or_refused() {
    damage(3_000);
  }

  @Test
  @Tag("long")
  void many_damaged_texts_are_read_or_refused() {
    damage(200_000);
  }

  private static void damage(int count) {
    List<String> texts =
        List.of(
            Notation.print(Zoo.resnet20()),
            Notation.print(Zoo.unet(2)),
            Notation.print(SequenceZoo.charGpt()),
            Notation.print(SequenceZoo.lstm()),
            "conv2d 32 3 same stride=2 # yes\n"
                + "reshape height/4 7; pad 1 left=2 reflect\n"
                + "dense outputs");
    for (int i = 0; i < count; i++) {
      var draw = new Draw(SEED, 0, i);
      var text = new StringBuilder(texts.get(draw.below(texts.size())));
      for (int edits = 1 + draw.below(6); edits > 0; edits--) {
        int at = draw.below(text.length() + 1);
        int end = Math.min(text.length(), at + draw.below(8));
        switch (draw.below(3)) {
          case 0 -> text.delete(at, end);
          case 1 -> text.insert(at, PIECES.get(draw.below(PIECES.size())));
          default -> text.replace(at, end, PIECES.get(draw.below(PIECES.size())));
        }
      }
      readOrRefused(text.toString(), i);
    }
  }

  private static void readOrRefused(String text, int trial) {
    Map<String, Integer> words = Map.of("outputs", 10, "height", 28);
    try {
      Blueprint blueprint = Notation.read(text, "t.net", words);
      String again = Notation.print(blueprint.layer());
      assertThat(Notation.read(again, "t.net", words).layer())
          .as("seed " + SEED + ", trial " + trial)
          .isEqualTo(blueprint.layer());
    } catch (NotationException e) {
      assertThat(e.getMessage())
          .as("seed " + SEED + ", trial " + trial + ":\n" + text)
          .matches("(?s)t\\.net:\\d+:\\d+: .+\\.|(?s)t\\.net:\\d+:\\d+: .+[?`]")
          .doesNotContain("Exception");
      assertThat(e.excerpt().lines().count()).isEqualTo(2);
    }
  }
}
