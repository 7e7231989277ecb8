package lockstep.nn.data.text;

import java.text.Normalizer;
import lockstep.nn.data.Item;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;

/// A text whose equal characters are written in one way: `é` and `e` with an accent become the
/// same.
///
/// @param form `NFC` composes, `NFD` takes apart, `NFKC` and `NFKD` also replace what only looks
///   different, such as `ﬁ` and `①`
public record NormaliseUnicode(Normalizer.Form form) implements Step {

  @Override
  public Item apply(Item item) {
    String text = Step.expect(Text.class, item, "NormaliseUnicode").text();
    return new Text(Normalizer.normalize(text, form));
  }
}
