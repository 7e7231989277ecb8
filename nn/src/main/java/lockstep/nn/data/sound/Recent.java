package lockstep.nn.data.sound;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Tables by the settings they were made for: the few asked for last, so that a program that tries
/// many settings does not fill memory.
final class Recent<K, V> {

  private static final int KEPT = 8;

  private final Function<K, V> make;
  private final Map<K, V> made = new LinkedHashMap<>(16, 0.75f, true);

  Recent(Function<K, V> make) {
    this.make = make;
  }

  synchronized V get(K key) {
    V value = made.get(key);
    if (value == null) {
      value = make.apply(key);
      made.put(key, value);
      if (made.size() > KEPT) {
        made.remove(made.keySet().iterator().next());
      }
    }
    return value;
  }
}
