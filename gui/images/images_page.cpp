// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/images_page.h"

#include "common/config/image_db.h"
#include "gui/builds/build_pane.h"
#include "gui/builds/build_table.h"
#include "gui/builds/mkimg_dialog.h"
#include "gui/documents/document_editor.h"
#include "gui/documents/form_view.h"
#include "gui/images/file_table.h"
#include "gui/images/image_facts.h"
#include "gui/nodes/capture_dialog.h"
#include "gui/widgets/table_tools.h"
#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QToolBar>
#include <QTreeView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int usersMs = 2'000;

} // namespace

ImagesPage::ImagesPage(Session &session, QSettings &settings, const QString &draftFolder, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_settings(settings)
    , m_editor(new DocumentEditor(session, u"image_db"_s, &imageDbSchema(), draftFolder))
{
    build();
    connect(&session, &Session::imagesChanged, this, &ImagesPage::showCatalogue);
    connect(&m_usersTimer, &QTimer::timeout, this, [this] {
        if (isVisible())
            showUsers();
    });
    m_usersTimer.start(usersMs);
    connect(&m_editor->buffer(), &DocumentBuffer::saved, &session, &Session::refreshImages);
    connect(m_editor, &DocumentEditor::said, this, &Page::said);
    showCatalogue();
}

void ImagesPage::build()
{
    const auto action = [this](const QString &icon, const QString &text, auto slot) {
        auto *made = new QAction(tintedIcon(icon), text, this);
        connect(made, &QAction::triggered, this, slot);
        return made;
    };
    m_refresh = action(u"reload"_s, tr("Ask for the images again"), [this] { m_session.refreshImages(); });
    m_showUsers = action(u"nodes"_s, tr("Show the nodes that run it"), [this] {
        if (const QTreeWidgetItem *item = m_catalogue->currentItem())
            Q_EMIT nodesWanted(u"image:"_s + item->text(0));
    });
    m_build = action(u"build"_s, tr("Build image…"), [this] { askBuild(nullptr); });
    m_builds = new BuildPane(m_session, BuildPane::Kind::Images);
    connect(m_builds, &BuildPane::said, this, &Page::said);
    connect(m_builds, &BuildPane::ended, this, [this](const Build &over) {
        m_session.refreshImages();
        Q_EMIT told(u"%1: %2"_s.arg(BuildTable::subject(over.request), BuildTable::stateWord(over.state)));
    });
    connect(m_builds, &BuildPane::repeatWanted, this, [this](const BuildRequest &request) { askBuild(&request); });
    connect(m_builds, &BuildPane::captureWanted, this, [this](const CaptureRequest &past) {
        const ImageId image = ImageId::parse(past.image).value_or(ImageId());
        openCapture({past.node, CaptureDialog::freeName(m_session, image), past.allowChanged})->show();
    });
    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildCatalogue());
    m_splitter->addWidget(m_editor);
    m_editor->tabs().addTab(buildFiles(), tr("Files"));
    m_facts = new ImageFacts(m_session);
    connect(m_facts, &ImageFacts::said, this, &Page::said);
    (new TableTools(*m_facts))->offerInMenu();
    m_editor->tabs().addTab(m_facts, tr("Facts"));
    m_editor->tabs().addTab(m_builds, tr("Builds"));
    m_splitter->setSizes({230, 520});
    m_splitter->restoreState(m_settings.value(u"images/splitter"_s).toByteArray());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
}

QWidget *ImagesPage::buildCatalogue()
{
    m_catalogue = new QTreeWidget;
    m_catalogue->setAccessibleName(tr("Images in the catalogue"));
    m_catalogue->setHeaderLabels(
        {tr("Image"), tr("Used by"), tr("Size"), tr("Unpacked"), tr("Files"), tr("Made"), tr("Digest")});
    m_catalogue->setRootIsDecorated(false);
    m_catalogue->setAlternatingRowColors(true);
    m_catalogue->setAllColumnsShowFocus(true);
    m_catalogue->setFrameShape(QFrame::NoFrame);
    connect(m_catalogue, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) {
        if (!item)
            return;
        m_image->setCurrentText(item->text(0));
        if (const auto id = ImageId::parse(item->text(0)))
            m_editor->form().select(u"image"_s, id->name);
    });
    auto *tools = new TableTools(*m_catalogue);
    tools->offerInMenu();
    addTools(*tools);
    m_problems = new QLabel;
    m_problems->setWordWrap(true);
    m_problems->setContentsMargins(10, 4, 10, 4);
    auto *bar = new QToolBar;
    bar->setIconSize({18, 18});
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({m_build, m_showUsers, m_refresh});
    auto *top = new QWidget;
    auto *layout = new QVBoxLayout(top);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(bar);
    layout->addWidget(m_catalogue, 1);
    layout->addWidget(m_problems);
    return top;
}

QWidget *ImagesPage::buildFiles()
{
    m_image = new QComboBox;
    m_image->setAccessibleName(tr("Image"));
    m_other = new QComboBox;
    m_other->setAccessibleName(tr("Compare with"));
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Part of a path"));
    m_search->setAccessibleName(tr("Part of a path"));
    m_search->setClearButtonEnabled(true);
    m_files = new FileTable(this);
    m_view = new QTreeView;
    m_view->setModel(m_files);
    m_view->setAccessibleName(tr("Files of the image"));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setColumnWidth(FileTable::Path, fontMetrics().averageCharWidth() * 60);
    m_view->setColumnWidth(FileTable::Modified, fontMetrics().averageCharWidth() * 24);
    auto *tools = new TableTools(*m_view);
    tools->offerInMenu();
    connect(tools, &TableTools::said, this, &Page::said);
    m_count = new QLabel;
    connect(m_image, &QComboBox::currentTextChanged, this, &ImagesPage::browse);
    connect(m_other, &QComboBox::currentTextChanged, this, &ImagesPage::browse);
    connect(m_search, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_files->setView(m_other->currentIndex() > 0, text); });
    auto *choose = new QHBoxLayout;
    choose->setContentsMargins(10, 6, 10, 6);
    choose->addWidget(m_image);
    choose->addWidget(new QLabel(tr("compared with")));
    choose->addWidget(m_other);
    choose->addWidget(m_search, 1);
    choose->addWidget(m_count);
    auto *files = new QWidget;
    auto *layout = new QVBoxLayout(files);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(choose);
    layout->addWidget(m_view, 1);
    return files;
}

void ImagesPage::askBuild(const BuildRequest *again)
{
    auto *dialog = new MkimgDialog(m_session, this);
    connect(dialog, &MkimgDialog::wanted, m_builds, &BuildPane::ask);
    connect(m_builds, &BuildPane::refused, dialog, [dialog](const Error &error) { dialog->showError(error.text); });
    connect(m_builds, &BuildPane::started, dialog, [this, dialog] {
        dialog->accept();
        m_editor->tabs().setCurrentWidget(m_builds);
    });
    connect(dialog, &MkimgDialog::captureWanted, this, &ImagesPage::capture);
    if (again)
        dialog->show(*again);
    else
        dialog->open();
}

CaptureDialog *ImagesPage::openCapture(const CaptureRequest &request)
{
    auto *dialog = new CaptureDialog(m_session, request, window());
    connect(dialog, &CaptureDialog::captured, this,
            [this](const QString &image) { Q_EMIT told(tr("%1 is captured.").arg(image)); });
    return dialog;
}

void ImagesPage::capture(const CaptureRequest &request)
{
    CaptureDialog *dialog = openCapture(request);
    dialog->show();
    dialog->begin();
}

QList<QAction *> ImagesPage::commands() const
{
    return m_editor->commands() + QList<QAction *>{m_build, m_refresh, m_showUsers} + m_builds->commands()
        + tableCommands();
}

void ImagesPage::saveState()
{
    m_settings.setValue(u"images/splitter"_s, m_splitter->saveState());
}

QVariantMap ImagesPage::moment() const
{
    return {{u"tab"_s, m_editor->tabs().currentIndex()}, {u"image"_s, m_image->currentText()}};
}

void ImagesPage::resume(const QVariantMap &moment)
{
    m_editor->tabs().setCurrentIndex(moment.value(u"tab"_s).toInt());
    m_image->setCurrentText(moment.value(u"image"_s).toString());
}

void ImagesPage::showUsers()
{
    QHash<ImageId, std::pair<int, int>> users;
    for (const NodeStatus &node : m_session.mirror().nodes()) {
        if (!node.image.isNull())
            ++users[node.image].first;
        if (!node.wanted.isNull())
            ++users[node.wanted].second;
    }
    for (int i = 0; i < m_catalogue->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_catalogue->topLevelItem(i);
        const auto [running, wanted] = users.value(ImageId::parse(item->text(0)).value_or(ImageId()));
        QStringList parts;
        if (running > 0)
            parts << tr("%n node(s)", nullptr, running);
        if (wanted > 0)
            parts << tr("%n on the way", nullptr, wanted);
        item->setText(1, parts.join(u", "_s));
    }
}

void ImagesPage::showCatalogue()
{
    const QString selected = m_image->currentText();
    const QSignalBlocker quiet(m_catalogue);
    const QSignalBlocker quietImage(m_image);
    const QSignalBlocker quietOther(m_other);
    m_catalogue->clear();
    m_image->clear();
    m_other->clear();
    m_other->addItem(tr("nothing"));
    for (const CatalogueImage &image : m_session.images().images) {
        const QString made =
            QLocale().toString(QDateTime::fromMSecsSinceEpoch(image.madeAt).date(), QLocale::ShortFormat);
        auto *item =
            new QTreeWidgetItem({image.id.toString(), QString(), QLocale().formattedDataSize(image.packedSize),
                                 QLocale().formattedDataSize(image.unpackedSize), QLocale().toString(image.entries),
                                 made, QString::fromLatin1(image.digest.toHex().left(16))});
        for (const int column : {2, 3, 4})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        m_catalogue->addTopLevelItem(item);
        m_image->addItem(image.id.toString());
        m_other->addItem(image.id.toString());
    }
    showUsers();
    const int roomy = fontMetrics().averageCharWidth() * 2;
    for (int column = 0; column < m_catalogue->columnCount(); ++column) {
        m_catalogue->resizeColumnToContents(column);
        m_catalogue->setColumnWidth(column, m_catalogue->columnWidth(column) + roomy);
    }
    m_catalogue->setColumnWidth(1, std::max(m_catalogue->columnWidth(1), fontMetrics().averageCharWidth() * 28));
    const QStringList problems = m_session.images().problems;
    m_problems->setVisible(!problems.isEmpty());
    m_problems->setText(problems.join(u'\n'));
    m_image->setCurrentText(selected);
    browse();
}

void ImagesPage::browse()
{
    const auto image = ImageId::parse(m_image->currentText());
    const auto other = ImageId::parse(m_other->currentText());
    ++m_turn;
    m_files->clear();
    m_files->setView(other.has_value(), m_search->text());
    m_count->clear();
    m_facts->setImages(image.value_or(ImageId()), other.value_or(ImageId()));
    if (image)
        fetch(*image, false);
    if (other)
        fetch(*other, true);
}

void ImagesPage::fetch(const ImageId &image, bool isOther)
{
    m_session.client().follow<ImageFilesReply>(
        ImageFilesRequest{image.toString(), {}},
        [self = QPointer(this), turn = m_turn, isOther](const Result<ImageFilesReply> &reply) {
            if (!self || self->m_turn != turn)
                return false;
            if (!reply) {
                Q_EMIT self->said(reply.error().text);
                return false;
            }
            if (isOther)
                self->m_files->appendOther(reply->files);
            else
                self->m_files->append(reply->files);
            if (!reply->last)
                return true;
            self->m_files->refresh();
            self->m_count->setText(tr("%n file(s)", nullptr, self->m_files->rowCount()));
            return false;
        });
}

} // namespace cid
