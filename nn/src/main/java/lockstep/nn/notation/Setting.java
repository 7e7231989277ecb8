package lockstep.nn.notation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lockstep.nn.layer.Bias;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Padding;
import lockstep.nn.layer.Rotation;

/// A setting of a layer: its name, what it is, and what it is if it is left out.
///
/// @param name in lower case, parts joined by hyphens
/// @param form what it is
/// @param usual what it is if left out
/// @param spelling whether its name is written
record Setting(String name, Form form, Usual usual, Spelling spelling) {

  /// So many words are not listed in a usage.
  private static final int MANY = 5;

  /// What a setting is if left out.
  sealed interface Usual {

    /// It cannot be left out.
    record Required() implements Usual {}

    /// Always the same.
    record Always(Object value) implements Usual {}

    /// What an earlier setting is.
    record As(String other) implements Usual {}
  }

  /// Whether a setting's name is written.
  enum Spelling {
    /// Never: it has its place.
    PLACE,
    /// It has its place, but is printed with its name.
    EITHER,
    /// Always.
    NAME
  }

  static Setting whole(String name) {
    return required(name, new Form.Whole(""), Spelling.PLACE);
  }

  static Setting real(String name) {
    return required(name, new Form.Real(false), Spelling.PLACE);
  }

  static Setting name(String name) {
    return required(name, new Form.Name(), Spelling.PLACE);
  }

  static Setting sizes(String name) {
    return new Setting(name, new Form.Sizes(), new Usual.Always(List.of()), Spelling.PLACE);
  }

  static Setting block(String name) {
    return required(name, new Form.Block(), Spelling.PLACE);
  }

  static Setting blocks(String name) {
    return required(name, new Form.Blocks(), Spelling.PLACE);
  }

  static Setting optionalBlock(String name) {
    return new Setting(name, new Form.Block(), new Usual.Always(new Identity()), Spelling.NAME);
  }

  static Setting padding() {
    return new Setting(
        "padding", new Form.Padded(), new Usual.Always(new Padding.Valid()), Spelling.NAME);
  }

  static Setting rotation() {
    return new Setting(
        "rotary", new Form.Turned(), new Usual.Always(Rotation.none()), Spelling.NAME);
  }

  static Setting bias(String name) {
    return words(
        name,
        Bias.ADDED,
        new Form.Choice(name, Bias.ADDED),
        new Form.Choice("no-" + name, Bias.NONE));
  }

  /// The words of an enum are its names, in lower case.
  static <E extends Enum<E>> Setting words(String name, E usual) {
    return words(
        name,
        usual,
        Stream.of(usual.getDeclaringClass().getEnumConstants())
            .map(each -> new Form.Choice(kebab(each), each))
            .toArray(Form.Choice[]::new));
  }

  static Setting words(String name, Object usual, Form.Choice... choices) {
    return new Setting(
        name, new Form.Words(List.of(choices)), new Usual.Always(usual), Spelling.NAME);
  }

  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Setting required(String name, Form form, Spelling spelling) {
    return new Setting(name, form, new Usual.Required(), spelling);
  }

  /// Named, and that much if left out.
  Setting usually(Object value) {
    return new Setting(name, form, new Usual.Always(value), Spelling.NAME);
  }

  /// Named, and as much as another if left out.
  Setting like(String other) {
    return new Setting(name, form, new Usual.As(other), Spelling.NAME);
  }

  Setting spelled(Spelling other) {
    return new Setting(name, form, usual, other);
  }

  /// Printed as that word where it stands for the same number.
  Setting word(String word) {
    return new Setting(name, new Form.Whole(word), usual, spelling);
  }

  /// {@return whether it may be written by its place alone}
  boolean hasPlace() {
    return spelling != Spelling.NAME;
  }

  /// As a usage shows it.
  String usage() {
    return switch (form) {
      case Form.Block _, Form.Blocks _ -> hasPlace() ? "{ … }" : "[" + name + " { … }]";
      case Form.Words(var choices) when choices.size() > MANY ->
          "[" + name + "=" + choice(choices) + "]";
      case Form.Words(var choices) ->
          "["
              + String.join(
                  "|", choices.stream().map(Form.Choice::word).filter(this::isChange).toList())
              + "]";
      case Form.Padded _ -> "[same|padding=1]";
      case Form.Turned _ -> "[rotary|rotary=10000]";
      case Form.Sizes _ -> name.toUpperCase(Locale.ROOT) + "…";
      case Form.Whole _, Form.Real _, Form.Name _ -> number();
    };
  }

  private String choice(List<Form.Choice> choices) {
    return choices.stream()
        .filter(each -> !isChange(each.word()))
        .map(Form.Choice::word)
        .findFirst()
        .orElse("");
  }

  /// A usage shows the words that change something.
  private boolean isChange(String word) {
    return !(form instanceof Form.Words(var choices)
        && usual instanceof Usual.Always(var value)
        && choices.stream()
            .anyMatch(each -> each.word().equals(word) && each.value().equals(value)));
  }

  private String number() {
    String shown = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return switch (usual) {
      case Usual.Required _ -> spelling == Spelling.EITHER ? name + "=" + shown : shown;
      case Usual.Always(var value) ->
          hasPlace()
              ? "[" + Printer.number(value) + "]"
              : "[" + name + "=" + Printer.number(value) + "]";
      case Usual.As(var other) ->
          "[" + name + "=" + other.toUpperCase(Locale.ROOT).replace('-', '_') + "]";
    };
  }
}
