/// How kernels read and write raw addresses. Not exported: nothing here checks anything.
@NullMarked
package lockstep.kernels.access;

import org.jspecify.annotations.NullMarked;
