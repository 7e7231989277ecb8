package lockstep.nn.notation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.nn.layer.Layer;

/// How layers of one kind are written.
///
/// @param name what a line begins with
/// @param type the record
/// @param settings in the order in which they are printed
/// @param maker a layer of settings
/// @param taker the settings of a layer, none if it is of another kind
record Kind(
    String name,
    Class<? extends Layer> type,
    List<Setting> settings,
    Function<Values, Layer> maker,
    Function<Layer, Optional<Values>> taker) {

  Kind {
    settings = List.copyOf(settings);
  }

  /// A kind whose settings are the components of its record, one for one.
  static Kind of(Class<? extends Layer> type, Setting... settings) {
    return new Kind(
        kebab(type.getSimpleName()),
        type,
        List.of(settings),
        values -> make(type, values),
        layer -> type.isInstance(layer) ? Optional.of(take(layer)) : Optional.empty());
  }

  /// A kind with settings of its own.
  static <L extends Layer> Kind of(
      String name,
      Class<L> type,
      List<Setting> settings,
      Function<Values, Layer> maker,
      Function<L, Optional<Values>> taker) {
    return new Kind(
        name,
        type,
        settings,
        maker,
        layer -> type.isInstance(layer) ? taker.apply(type.cast(layer)) : Optional.empty());
  }

  static String kebab(String name) {
    return name.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Layer make(Class<? extends Layer> type, Values values) {
    Class<?>[] types =
        Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types).newInstance(values.all().toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  private static Values take(Layer layer) {
    var values = new ArrayList<>();
    for (RecordComponent component : layer.getClass().getRecordComponents()) {
      try {
        values.add(component.getAccessor().invoke(layer));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component.toString(), e);
      }
    }
    return new Values(values);
  }

  Optional<Setting> setting(String settingName) {
    return settings.stream().filter(each -> each.name().equals(settingName)).findFirst();
  }

  int index(String settingName) {
    for (int i = 0; i < settings.size(); i++) {
      if (settings.get(i).name().equals(settingName)) {
        return i;
      }
    }
    throw new IllegalArgumentException(name + ": no setting " + settingName);
  }

  List<Setting> blocks() {
    return settings.stream().filter(each -> each.form().isBlock()).toList();
  }

  /// The names and the words that may stand on its line.
  List<String> known() {
    return settings.stream()
        .filter(each -> !each.form().isBlock())
        .flatMap(each -> Stream.concat(Stream.of(each.name()), each.form().bareWords().stream()))
        .distinct()
        .toList();
  }

  /// As a message shows how it is written: places first, braces last.
  String usage() {
    return Stream.of(
            Stream.of(name),
            settings.stream()
                .filter(Setting::hasPlace)
                .filter(each -> !each.form().isBlock())
                .map(Setting::usage),
            settings.stream()
                .filter(each -> !each.hasPlace() && !each.form().isBlock())
                .map(Setting::usage),
            blocks().stream().map(Setting::usage))
        .flatMap(part -> part)
        .collect(Collectors.joining(" "));
  }
}
