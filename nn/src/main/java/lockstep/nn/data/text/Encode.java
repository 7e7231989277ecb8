package lockstep.nn.data.text;

import java.util.Arrays;
import lockstep.nn.data.Item;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.tensor.Shape;

/// A text as numbers, as many for every text: a longer one is cut, a shorter one filled up with
/// padding, and the tokens tell how many there were.
///
/// @param vocabulary the numbers
/// @param length how many
public record Encode(Vocabulary vocabulary, int length) implements Step {

  /// Checks the length.
  public Encode {
    if (length < 1) {
      throw new IllegalArgumentException(
          "Encode: expected a length of 1 or more, got " + length + ".");
    }
  }

  @Override
  public Item apply(Item item) {
    int[] tokens = vocabulary.encode(Step.expect(Text.class, item, "Encode").text());
    int[] padded = Arrays.copyOf(tokens, length);
    if (tokens.length < length) {
      Arrays.fill(padded, tokens.length, length, vocabulary.padding());
    }
    return new Tokens(Shape.of(length), Math.min(tokens.length, length), padded);
  }
}
