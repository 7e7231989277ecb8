package lockstep.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// What Ctrl-C does while something runs that can end well: the first asks it to, the second ends
/// the process at once.
final class Interrupts implements AutoCloseable {

  private static final String SIGNAL = "INT";

  private final AtomicInteger times = new AtomicInteger();
  private final Runnable first;
  private final Optional<Object> before;

  private Interrupts(Runnable first) {
    this.first = first;
    this.before = install();
  }

  static Interrupts ask(Runnable first) {
    return new Interrupts(first);
  }

  /// Java has no public class for signals: the one that all JDKs have is reached by its name, as
  /// the compiler refuses to see it.
  private Optional<Object> install() {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler answer =
          (proxy, method, arguments) -> answer(proxy, method.getName(), arguments);
      Object proxy =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(), new Class<?>[] {handler}, answer);
      return Optional.of(handle(proxy));
    } catch (ReflectiveOperationException | RuntimeException _) {
      // Where signals cannot be handled, Ctrl-C ends the process; checkpoints are whole all the
      // same.
      return Optional.empty();
    }
  }

  private Object answer(Object proxy, String method, Object[] arguments) {
    return switch (method) {
      case "handle" -> {
        if (times.incrementAndGet() == 1) {
          first.run();
        } else {
          Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
        }
        yield proxy;
      }
      case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "Ctrl-C asks to stop";
    };
  }

  private static Object handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    Object interrupt = signal.getConstructor(String.class).newInstance(SIGNAL);
    return signal.getMethod("handle", signal, type).invoke(null, interrupt, handler);
  }

  boolean happened() {
    return times.get() > 0;
  }

  @Override
  public void close() {
    if (before.isEmpty()) {
      return;
    }
    try {
      handle(before.get());
    } catch (ReflectiveOperationException | RuntimeException _) {
      // It could be set, so it can be set again.
    }
  }
}
