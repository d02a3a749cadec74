// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/session.h"

#include <QTreeWidget>

namespace cid {

/// What the catalogue knows of one image: sizes, digest, signature, packages, who runs it; and which packages differ
/// from another one, with what a node that has that one would fetch. Asks the server while it is seen. The session is
/// borrowed.
class ImageFacts : public QTreeWidget
{
    Q_OBJECT
public:
    explicit ImageFacts(Session &session, QWidget *parent = nullptr);

    /// \a other may be null: nothing is compared.
    void setImages(const ImageId &image, const ImageId &other);

Q_SIGNALS:
    void said(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void ask();
    void askDifference();
    void showDetail(const ImageDetail &detail);
    void showDifference(const ImageDiffReply &difference);
    QTreeWidgetItem *addFact(const QString &name, const QString &value);

    Session &m_session;
    ImageId m_image;
    ImageId m_other;
    QList<PackageChange> m_changes;
    int m_turn = 0; ///< answers to earlier questions are late
    bool m_isAsked = false;
};

} // namespace cid
