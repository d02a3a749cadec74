// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/page.h"
#include "gui/app/session.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSettings;
class QSplitter;
class QTreeView;
class QTreeWidget;

namespace cid {

class BuildPane;
class CaptureDialog;
class DocumentEditor;
class FileTable;
class ImageFacts;

/// The images: image_db in form and text, what lies in the catalogue and who runs it, and the files of an image beside
/// those of another version. The session and the settings are borrowed.
class ImagesPage : public Page
{
    Q_OBJECT
public:
    ImagesPage(Session &session, QSettings &settings, const QString &draftFolder, QWidget *parent = nullptr);

    [[nodiscard]] QList<QAction *> commands() const override;
    void saveState() override;
    [[nodiscard]] QVariantMap moment() const override;
    void resume(const QVariantMap &moment) override;
    [[nodiscard]] DocumentEditor &editor() { return *m_editor; }
    [[nodiscard]] BuildPane &builds() { return *m_builds; }
    [[nodiscard]] FileTable &files() { return *m_files; }

Q_SIGNALS:
    void nodesWanted(const QString &filter);

private:
    void build();
    [[nodiscard]] QWidget *buildCatalogue();
    [[nodiscard]] QWidget *buildFiles();
    void askBuild(const BuildRequest *again);
    /// Made, but neither shown nor begun.
    [[nodiscard]] CaptureDialog *openCapture(const CaptureRequest &request);
    void capture(const CaptureRequest &request);
    void showCatalogue();
    void browse();
    void fetch(const ImageId &image, bool isOther);
    /// Who runs which image, as the nodes say now.
    void showUsers();

    Session &m_session;
    QSettings &m_settings;
    DocumentEditor *m_editor = nullptr;
    BuildPane *m_builds = nullptr;
    QTreeWidget *m_catalogue = nullptr;
    QLabel *m_problems = nullptr;
    QComboBox *m_image = nullptr;
    QComboBox *m_other = nullptr;
    QLineEdit *m_search = nullptr;
    QTreeView *m_view = nullptr;
    FileTable *m_files = nullptr;
    ImageFacts *m_facts = nullptr;
    QLabel *m_count = nullptr;
    QSplitter *m_splitter = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_build = nullptr;
    QAction *m_showUsers = nullptr;
    QTimer m_usersTimer;
    int m_turn = 0; ///< answers to earlier choices are late
};

} // namespace cid
