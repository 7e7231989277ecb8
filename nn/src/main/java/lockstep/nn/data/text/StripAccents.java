package lockstep.nn.data.text;

import java.text.Normalizer;
import lockstep.nn.data.Item;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;

/// A text whose letters have lost their accents: `é` becomes `e`. The result is composed.
public record StripAccents() implements Step {

  @Override
  public Item apply(Item item) {
    String text = Step.expect(Text.class, item, "StripAccents").text();
    var kept = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(kept::appendCodePoint);
    return new Text(Normalizer.normalize(kept, Normalizer.Form.NFC));
  }
}
