package lockstep.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Defines a kernel again with its sizes and strides as constants.
///
/// A template is ordinary Java: a final class below the type that callers know, a constructor
/// without arguments, and `static final` sizes that come from {@link #data}. Each copy is a hidden
/// class of its own whose data is another record, so that C2 compiles it as if the numbers stood in
/// the source. Copies are kept for as long as the JVM runs, one for each template and record: what
/// a kernel is specialised by should therefore be few and common, such as the strides of an
/// operand, and not everything that is known.
///
/// A class nested in a template sees the template's own constants, not the copy's.
public final class Specialise {

  private static final ConcurrentHashMap<Key, Object> COPIES = new ConcurrentHashMap<>();

  private record Key(Class<?> template, Record data) {}

  private Specialise() {}

  /// {@return the copy of `template` that has `data` as its constants}
  ///
  /// @param lookup of a class in the template's package, with full access
  /// @param kernel the class or interface by which the template is known
  /// @param <T> the same
  public static <T> T of(
      MethodHandles.Lookup lookup, Class<? extends T> template, Class<T> kernel, Record data) {
    var key = new Key(template, data);
    Object copy = COPIES.get(key);
    if (copy == null) {
      copy = define(lookup, template, data);
      Object first = COPIES.putIfAbsent(key, copy);
      copy = first == null ? copy : first;
    }
    return kernel.cast(copy);
  }

  /// {@return the data of this copy, or what `plain` gives where the class is the template itself}
  ///
  /// For templates.
  ///
  /// @param lookup of the template
  /// @param type the record
  /// @param <D> the same
  public static <D extends Record> D data(
      MethodHandles.Lookup lookup, Class<D> type, Supplier<D> plain) {
    try {
      D data = MethodHandles.classData(lookup, "_", type);
      return data == null ? plain.get() : data;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a template passes a lookup of its own", e);
    }
  }

  private static Object define(MethodHandles.Lookup lookup, Class<?> template, Record data) {
    try (InputStream file = template.getResourceAsStream(template.getSimpleName() + ".class")) {
      if (file == null) {
        throw new IllegalStateException(template + " has no class file.");
      }
      MethodHandles.Lookup copy =
          lookup.defineHiddenClassWithClassData(file.readAllBytes(), data, true);
      return copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(template + ": its constructor takes no arguments", e);
    }
  }
}
