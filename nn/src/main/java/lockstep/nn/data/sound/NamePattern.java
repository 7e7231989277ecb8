package lockstep.nn.data.sound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What file names say: `{class}_{speaker}_{index}.wav` says three things of `7_theo_12.wav`. A
/// part is one or more letters that the text after it does not begin with.
final class NamePattern {

  private static final Pattern PART = Pattern.compile("\\{([A-Za-z]+)}");

  private final List<String> parts = new ArrayList<>();
  private final Pattern pattern;

  NamePattern(String text) {
    Matcher matcher = PART.matcher(text);
    var regex = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      regex.append(Pattern.quote(text.substring(end, matcher.start())));
      end = matcher.end();
      parts.add(matcher.group(1));
      boolean last = end == text.length();
      regex.append(last ? "(.+)" : "([^" + Pattern.quote(text.substring(end, end + 1)) + "]+)");
    }
    pattern = Pattern.compile(regex.append(Pattern.quote(text.substring(end))).toString());
    if (!parts.contains("class") || parts.stream().distinct().count() < parts.size()) {
      throw new IllegalArgumentException(
          "SoundFolder.pattern: expected {class} and other parts, each once, got '" + text + "'.");
    }
  }

  List<String> parts() {
    return parts;
  }

  /// {@return the parts of a name, by what they are called}
  Optional<Map<String, String>> match(String name) {
    Matcher matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var found = new HashMap<String, String>();
    for (int i = 0; i < parts.size(); i++) {
      found.put(parts.get(i), matcher.group(i + 1));
    }
    return Optional.of(Map.copyOf(found));
  }
}
