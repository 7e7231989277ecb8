package lockstep.nn.data.text;

import java.util.Locale;
import lockstep.nn.data.Item;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;

/// A text in small letters, the same in every country.
public record LowerCase() implements Step {

  @Override
  public Item apply(Item item) {
    return new Text(Step.expect(Text.class, item, "LowerCase").text().toLowerCase(Locale.ROOT));
  }
}
