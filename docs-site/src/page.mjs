// The frame of every page: what is read comes first, the program that helps to read it once all of that has come.

export default `
<!doctype html>
<html <%~ it.htmlAttributes %>>
  <head>
    <meta charset="utf-8">
    <% it.metaAttributes.forEach((tag) => { %><%~ tag %><% }); %>
    <%~ it.headTags %>
    <% it.stylesheets.forEach((file) => { %><link rel="stylesheet" href="<%= it.baseUrl %><%= file %>"><% }); %>
    <script>
      addEventListener('load', () => {
        for (const src of [<% it.scripts.forEach((file) => { %>'<%= it.baseUrl %><%= file %>',<% }); %>])
          document.head.append(Object.assign(document.createElement('script'), { src, async: false }));
      });
    </script>
  </head>
  <body <%~ it.bodyAttributes %>>
    <%~ it.preBodyTags %>
    <div id="__docusaurus"><%~ it.appHtml %></div>
    <%~ it.postBodyTags %>
  </body>
</html>
`;
