package lockstep.nn.notation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.nn.json.Nearest;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.Rotation;

/// What stands on the line of a layer after its name.
final class Arguments {

  private final Kind kind;
  private final Origin origin;
  private final Words words;
  private final Cursor cursor;
  private final Map<String, Object> given = new HashMap<>();
  private final List<Integer> sizes = new ArrayList<>();

  Arguments(Kind kind, Origin origin, Words words, Cursor cursor) {
    this.kind = kind;
    this.origin = origin;
    this.words = words;
    this.cursor = cursor;
  }

  void read() {
    while (cursor.peek().is(Token.Sort.WORD) || cursor.peek().is(Token.Sort.QUOTED)) {
      Token token = cursor.next();
      if (cursor.peek().is(Token.Sort.EQUALS)) {
        cursor.next();
        named(token);
      } else {
        single(token);
      }
    }
    Token next = cursor.peek();
    if (next.is(Token.Sort.EQUALS) || next.is(Token.Sort.STRANGE)) {
      throw cursor.expected("a setting of " + kind.name() + " or the end of the line", usage());
    }
  }

  /// `stride=2`, `padding=same`.
  private void named(Token name) {
    Setting setting =
        kind.setting(name.text())
            .filter(each -> !each.form().isBlock() && !(each.form() instanceof Form.Sizes))
            .orElseThrow(() -> unknown(name, "a setting of " + kind.name()));
    Token value = cursor.peek();
    if (!value.is(Token.Sort.WORD) && !value.is(Token.Sort.QUOTED)) {
      throw cursor.expected("what " + name.text() + " is", usage());
    }
    cursor.next();
    put(name, setting, value(setting, value));
  }

  /// `32`, `same`, `outputs`.
  private void single(Token token) {
    if (token.is(Token.Sort.WORD)) {
      Optional<Setting> said =
          kind.settings().stream()
              .filter(each -> each.form().bareWords().contains(token.text()))
              .findFirst();
      if (said.isPresent()) {
        put(token, said.get(), value(said.get(), token));
        return;
      }
    }
    Setting place =
        kind.settings().stream()
            .filter(each -> each.hasPlace() && !each.form().isBlock() && !has(each))
            .findFirst()
            .orElseThrow(() -> unknown(token, "a setting of " + kind.name()));
    switch (place.form()) {
      case Form.Sizes _ -> sizes.add(words.whole(token, what(place)));
      case Form.Name _ -> put(token, place, token.text());
      case Form.Whole _, Form.Real _ -> {
        if (token.is(Token.Sort.QUOTED) || !isNumber(place, token.text())) {
          throw unknown(token, number(place) + " for " + what(place));
        }
        put(token, place, value(place, token));
      }
      case Form.Words _, Form.Padded _, Form.Turned _, Form.Block _, Form.Blocks _ ->
          throw new IllegalStateException(kind.name() + ": " + place.name() + " has no place");
    }
  }

  private static boolean isNumber(Setting place, String text) {
    return Words.isNumber(text)
        || (place.form() instanceof Form.Real && (text.equals("infinity") || text.equals("nan")));
  }

  private static String number(Setting place) {
    return place.form() instanceof Form.Real ? "a number" : "a whole number";
  }

  private Object value(Setting setting, Token token) {
    String what = what(setting);
    return switch (setting.form()) {
      case Form.Whole _ -> words.whole(token, what);
      case Form.Real(var isDouble) ->
          isDouble ? (Object) words.real(token, what) : (Object) words.single(token, what);
      case Form.Words(var choices) ->
          choices.stream()
              .filter(each -> each.word().equals(token.text()))
              .findFirst()
              .orElseThrow(() -> oneOf(setting, token))
              .value();
      case Form.Padded _ ->
          switch (token.text()) {
            case "valid" -> new Padding.Valid();
            case "same" -> new Padding.Same();
            default -> refused(token, () -> new Padding.Each(amount(setting, token)));
          };
      case Form.Turned _ ->
          switch (token.text()) {
            case "no-rotation" -> Rotation.none();
            case "rotary" -> Rotation.rotary();
            default -> refused(token, () -> new Rotation.Rotary(words.real(token, what)));
          };
      case Form.Name _ -> token.text();
      case Form.Sizes _, Form.Block _, Form.Blocks _ -> throw unknown(token, "a setting");
    };
  }

  private int amount(Setting setting, Token token) {
    if (!Words.isNumber(token.text())) {
      throw oneOf(setting, token);
    }
    return words.whole(token, what(setting));
  }

  private NotationException oneOf(Setting setting, Token token) {
    List<String> bare = setting.form().bareWords();
    boolean orNumber = setting.form() instanceof Form.Padded;
    return origin.at(
        token.position(),
        "expected "
            + String.join(" or ", bare)
            + (orNumber ? " or a whole number" : "")
            + " for "
            + what(setting)
            + ", found "
            + token.shown()
            + "."
            + Nearest.hint(token.text(), bare));
  }

  private <T> T refused(Token token, java.util.function.Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw origin.at(token.position(), String.valueOf(e.getMessage()));
    }
  }

  private String what(Setting setting) {
    return "`" + setting.name() + "` of " + kind.name();
  }

  boolean has(Setting setting) {
    return given.containsKey(setting.name());
  }

  void put(Setting setting, Object value) {
    given.put(setting.name(), value);
  }

  private void put(Token token, Setting setting, Object value) {
    if (has(setting)) {
      throw origin.at(
          token.position(), "expected " + what(setting) + " once, found it again. " + usage());
    }
    put(setting, value);
  }

  /// All settings, in order, those left out as they usually are.
  List<Object> values(Position position) {
    var values = new ArrayList<>();
    for (Setting setting : kind.settings()) {
      values.add(value(setting, position));
    }
    return values;
  }

  private Object value(Setting setting, Position position) {
    Object value = given.get(setting.name());
    if (value != null) {
      return value;
    }
    if (setting.form() instanceof Form.Sizes) {
      return List.copyOf(sizes);
    }
    return switch (setting.usual()) {
      case Setting.Usual.Always(var usual) -> usual;
      case Setting.Usual.As(var other) -> value(kind.setting(other).orElseThrow(), position);
      case Setting.Usual.Required _ ->
          throw origin.at(position, "expected " + what(setting) + ", found nothing. " + usage());
    };
  }

  private String usage() {
    return "Write `" + kind.usage() + "`.";
  }

  private NotationException unknown(Token token, String expected) {
    var known = new ArrayList<>(kind.known());
    known.addAll(words.known().keySet());
    String hint = Nearest.hint(token.text(), known);
    return origin.at(
        token.position(),
        "expected "
            + expected
            + ", found "
            + token.shown()
            + "."
            + (hint.isEmpty() ? " " + usage() : hint));
  }
}
