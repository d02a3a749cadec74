// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QPlainTextEdit>

namespace cid {

/// Two texts in one: what goes is red and marked "-", what comes is green and marked "+".
class DiffView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit DiffView(QWidget *parent = nullptr);

    /// Lines that did not change are left out but for three around each change.
    void show(const QByteArray &before, const QByteArray &after);
};

/// Shows the difference before anything is written; accepted() writes.
class SaveDialog : public QDialog
{
    Q_OBJECT
public:
    SaveDialog(const QString &path, const QByteArray &before, const QByteArray &after, QWidget *parent);
};

} // namespace cid
