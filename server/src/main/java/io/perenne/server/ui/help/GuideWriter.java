// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui.help;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Makes pages of Markdown as GitHub shows it: tables, and headings that can be linked to. HTML in a
 * text is shown, not obeyed.
 */
final class GuideWriter {
  private static final Pattern GUIDE = Pattern.compile("([A-Za-z-]+)\\.md(#.*)?");

  private final String base;
  private final Parser parser =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  /**
   * Makes a writer.
   *
   * @param base what stands before every path
   */
  GuideWriter(String base) {
    this.base = base;
  }

  /**
   * Makes a guide.
   *
   * @param markdown its text, which begins with its title
   */
  Guide write(String name, String markdown) {
    Node document = parser.parse(markdown);
    if (!(document.getFirstChild() instanceof Heading first)) {
      throw new IllegalArgumentException("a guide begins with its title: " + name);
    }
    Map<Node, Guide.Section> sections = sections(document);
    Guide.Section title = sections.remove(first);
    first.unlink();
    String html = renderer(sections).render(document);
    return new Guide(
        name,
        title == null ? "" : title.text(),
        html.replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table class=\"t\">")
            .replace("</table>", "</table></div>"),
        sections.values().stream().filter(each -> each.level() <= 3).toList());
  }

  private HtmlRenderer renderer(Map<Node, Guide.Section> sections) {
    return HtmlRenderer.builder()
        .extensions(List.of(TablesExtension.create()))
        .escapeHtml(true)
        .sanitizeUrls(true)
        .attributeProviderFactory(
            context ->
                (node, tag, attributes) -> {
                  Guide.Section section = sections.get(node);
                  if (section != null) {
                    attributes.put("id", section.id());
                  } else if (node instanceof Link link && isGuide(link.getDestination())) {
                    attributes.put("href", address(link.getDestination()));
                    attributes.remove("rel");
                  } else if (tag.equals("th")) {
                    attributes.put("scope", "col");
                  }
                })
        .build();
  }

  private static boolean isGuide(String link) {
    return GUIDE.matcher(link).matches();
  }

  /** The address inside the application of a link between the files. */
  private String address(String link) {
    String inside = GUIDE.matcher(link).replaceFirst("/help/$1$2");
    return base + inside.replaceFirst("^/help/" + Guides.INDEX, "/help");
  }

  private static Map<Node, Guide.Section> sections(Node document) {
    Map<Node, Guide.Section> sections = new LinkedHashMap<>();
    Set<String> ids = new HashSet<>();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        String text = text(heading);
        sections.put(node, new Guide.Section(heading.getLevel(), id(text, ids), text));
      }
    }
    return sections;
  }

  private static String text(Heading heading) {
    StringBuilder text = new StringBuilder();
    heading.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }

  /** The id that GitHub gives to a heading. */
  private static String id(String text, Set<String> taken) {
    String plain =
        text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
    String id = plain;
    for (int count = 1; !taken.add(id); count++) {
      id = plain + "-" + count;
    }
    return id;
  }
}
