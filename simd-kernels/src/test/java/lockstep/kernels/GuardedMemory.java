package lockstep.kernels;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Holds the memory of operands until the test that made them ends.
///
/// Kernels take addresses, which hold no memory: to compiled code a variable is dead after its last
/// use, and the collector may free the inputs of a kernel that still runs.
public final class GuardedMemory implements AfterEachCallback {

  private static final ConcurrentLinkedQueue<MemorySegment> HELD = new ConcurrentLinkedQueue<>();

  /// For JUnit, which finds this class as a service.
  public GuardedMemory() {}

  /// {@return `memory`, which is held until the test ends}
  public static MemorySegment hold(MemorySegment memory) {
    HELD.add(memory);
    return memory;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    HELD.clear();
  }
}
