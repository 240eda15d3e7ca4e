// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Prints the ten longest files and methods of the main sources, so that growth is seen where it
 * begins. The limits lie above what is there: they stop an accident, not a line.
 */
class SizesTest {
  private static final int LONGEST_FILE = 550;
  private static final int LONGEST_METHOD = 100;
  private static final Path REPORT = Path.of("target/longest.txt");

  /** A file or method and its lines, comments included. */
  private record Size(int lines, String name) {
    @Override
    public String toString() {
      return "%6d  %s".formatted(lines, name);
    }
  }

  @Test
  void filesAndMethods_areOfReadableLength() throws IOException {
    List<Size> files = new ArrayList<>();
    List<Size> methods = new ArrayList<>();
    measure(files, methods);
    List<String> report = new ArrayList<>();
    report.add("longest files, in lines:");
    longest(files).forEach(size -> report.add(size.toString()));
    report.add("longest methods, in lines:");
    longest(methods).forEach(size -> report.add(size.toString()));
    Files.write(REPORT, report);
    report.forEach(System.out::println);

    assertThat(files).hasSizeGreaterThan(200);
    assertThat(methods).hasSizeGreaterThan(1_000);
    assertThat(files).allSatisfy(size -> assertThat(size.lines()).isLessThan(LONGEST_FILE));
    assertThat(methods).allSatisfy(size -> assertThat(size.lines()).isLessThan(LONGEST_METHOD));
  }

  private static List<Size> longest(List<Size> sizes) {
    return sizes.stream()
        .sorted(Comparator.comparingInt(Size::lines).reversed().thenComparing(Size::name))
        .limit(10)
        .toList();
  }

  private static void measure(List<Size> files, List<Size> methods) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("clv", "analytics", "server", "cli")) {
      try (Stream<Path> all = Files.walk(Path.of("..", module, "src/main/java"))) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        LineMap lines = unit.getLineMap();
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        files.add(new Size((int) lines.getLineNumber(positions.getEndPosition(unit, unit)), file));
        unit.accept(
            new TreeScanner<Void, Void>() {
              @Override
              @SuppressWarnings("VoidUsed") // the scanner asks for it
              public Void visitMethod(MethodTree method, Void none) {
                long end = positions.getEndPosition(unit, method);
                if (end >= 0) {
                  long first = lines.getLineNumber(positions.getStartPosition(unit, method));
                  int length = (int) (lines.getLineNumber(end) - first + 1);
                  methods.add(new Size(length, file + " " + method.getName()));
                }
                return super.visitMethod(method, none);
              }
            },
            null);
      }
    }
  }
}
