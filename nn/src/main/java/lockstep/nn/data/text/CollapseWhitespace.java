package lockstep.nn.data.text;

import lockstep.nn.data.Item;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;

/// A text with one space wherever there was white space, and none at its ends.
public record CollapseWhitespace() implements Step {

  @Override
  public Item apply(Item item) {
    String text = Step.expect(Text.class, item, "CollapseWhitespace").text();
    var kept = new StringBuilder(text.length());
    boolean due = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        due = !kept.isEmpty();
      } else {
        kept.append(due ? " " : "").append(c);
        due = false;
      }
    }
    return new Text(kept.toString());
  }
}
