package lockstep.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Memory that a test knows by its address alone stays until the test ends, and no longer.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuardedMemoryTest {

  private static WeakReference<MemorySegment> memory = new WeakReference<>(null);

  @Test
  @Order(1)
  void memory_is_held_while_a_test_runs() {
    memory = new WeakReference<>(GuardedMemory.hold(Arena.ofAuto().allocate(64)));
    System.gc();
    assertThat(memory.get()).isNotNull();
  }

  @Test
  @Order(2)
  void memory_is_let_go_after_the_test() {
    System.gc();
    assertThat(memory.get()).isNull();
  }
}
