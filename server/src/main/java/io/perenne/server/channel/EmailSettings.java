// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.channel;

import io.perenne.server.notify.MailSettings;
import java.util.Optional;

/**
 * How e-mails to customers are sent.
 *
 * @param mail the server that takes them, and whom they come from
 * @param replyTo where answers go; empty for whom they come from
 * @param listId the name of the list, such as {@code news.shop.example}
 * @param postalAddress the address of the business, as it stands below every e-mail
 */
record EmailSettings(
    MailSettings mail, Optional<String> replyTo, String listId, String postalAddress) {}
