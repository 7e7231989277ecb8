package lockstep.nn.optimizer;

import java.util.regex.Pattern;

/// A pattern for names of parameters: `*` stands for anything, as in `head.*` or `*.bias`.
///
/// @param pattern the pattern
public record Glob(String pattern) {

  /// {@return whether it fits that name}
  public boolean fits(String name) {
    return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), name);
  }
}
