package lockstep.nn.data.text;

import lockstep.nn.data.Item;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;

/// A text with the same word for every number: for digits with points or commas between them.
///
/// @param replacement the word
public record ReplaceNumbers(String replacement) implements Step {

  @Override
  public Item apply(Item item) {
    String text = Step.expect(Text.class, item, "ReplaceNumbers").text();
    var kept = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (digit(text, at)) {
        at = afterNumber(text, at);
        kept.append(replacement);
      } else {
        kept.append(text.charAt(at++));
      }
    }
    return new Text(kept.toString());
  }

  private static int afterNumber(String text, int from) {
    int at = from;
    while (digit(text, at) || (separator(text, at) && digit(text, at + 1))) {
      at++;
    }
    return at;
  }

  private static boolean digit(String text, int at) {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }

  private static boolean separator(String text, int at) {
    return at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
  }
}
