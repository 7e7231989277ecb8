package lockstep.nn.data.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.nn.data.Item;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;

/// A text with the same word for every web address: for all from `http://`, `https://` or `www.` up
/// to the next white space.
///
/// @param replacement the word
public record ReplaceUrls(String replacement) implements Step {

  private static final Pattern URL =
      Pattern.compile("(?:https?://|www\\.)\\S++", Pattern.CASE_INSENSITIVE);

  @Override
  public Item apply(Item item) {
    String text = Step.expect(Text.class, item, "ReplaceUrls").text();
    return new Text(URL.matcher(text).replaceAll(Matcher.quoteReplacement(replacement)));
  }
}
