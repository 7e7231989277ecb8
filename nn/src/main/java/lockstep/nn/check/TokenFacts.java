package lockstep.nn.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.project.Details;
import lockstep.nn.project.Source;

/// What plain text is like, or sequences of tokens.
final class TokenFacts {

  private static final int SHOWN = 8;
  private static final int RARE = 5;

  private final Details details;
  private final int learnt;
  private final Map<Integer, Integer> counts = new TreeMap<>();
  private final Map<Integer, Integer> known = new TreeMap<>();
  private int samples;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  TokenFacts(Source source) {
    details = source.purpose().details();
    learnt = source.train().size();
  }

  /// Samples come in the order of the parts.
  void look(Sample sample) {
    if (sample.input() instanceof Tokens tokens) {
      boolean train = samples++ < learnt;
      shortest = Math.min(shortest, tokens.length());
      longest = Math.max(longest, tokens.length());
      for (int token : tokens.values()) {
        counts.merge(token, 1, Integer::sum);
        if (train) {
          known.merge(token, 1, Integer::sum);
        }
      }
    }
  }

  Facts facts() {
    long all = counts.values().stream().mapToLong(Integer::longValue).sum();
    String thing = details instanceof Details.Characters ? "character" : "token";
    var facts = new ArrayList<Fact>();
    facts.add(
        new Fact(
            "samples",
            shortest == longest
                ? "of " + Words.count(longest, thing)
                : "of " + shortest + " to " + Words.count(longest, thing)));
    facts.add(
        new Fact(
            "most often",
            counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .map(each -> name(each.getKey()) + " " + Words.share(each.getValue(), all))
                .collect(Collectors.joining(", "))));
    return new Facts(facts, findings(thing));
  }

  private List<Finding> findings(String thing) {
    var findings = new ArrayList<Finding>();
    some(
        Finding.Weight.DOUBT,
        counts.keySet().stream().filter(token -> !known.containsKey(token)).toList(),
        thing,
        "held out and never learnt from.",
        "Put what is special at the end of the text nearer to its beginning, or remove it.",
        findings);
    some(
        Finding.Weight.NOTE,
        known.keySet().stream().filter(token -> known.getOrDefault(token, 0) < RARE).toList(),
        thing,
        "met fewer than " + RARE + " times.",
        "Replace rare signs, such as odd quotes and dashes, by usual ones.",
        findings);
    return findings;
  }

  private void some(
      Finding.Weight weight,
      List<Integer> tokens,
      String thing,
      String what,
      String remedy,
      List<Finding> findings) {
    if (!tokens.isEmpty()) {
      findings.add(
          new Finding(
              weight,
              Words.count(tokens.size(), thing) + (tokens.size() == 1 ? " is " : " are ") + what,
              remedy,
              tokens.stream().map(this::name).toList()));
    }
  }

  private String name(int token) {
    if (!(details instanceof Details.Characters(var vocabulary, _))) {
      return String.valueOf(token);
    }
    String character = vocabulary.decode(token);
    return switch (character) {
      case " " -> "space";
      case "\n" -> "new line";
      case "\r" -> "carriage return";
      case "\t" -> "tab";
      default ->
          character.chars().anyMatch(Character::isISOControl)
              ? String.format(Locale.ROOT, "U+%04X", character.codePointAt(0))
              : character;
    };
  }
}
